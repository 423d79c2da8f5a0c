import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import manifestText from '../../resources/weights/vgg16-imagenet-conv.json?raw';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type {
  TensorReading,
  WeightLibraryView,
  WeightSet,
  WeightsReading,
} from '../../src-shared/ipc/weights-views';
import { planDefaults } from '../../src-shared/training/plan-defaults';
import { weightSetName } from '../../src-shared/training/training-plan';
import { preprocessings, type Preprocessing } from '../../src-shared/training/weight-input';
import { elementCount } from '../../src-shared/training/element-count';
import { saidFailure } from '../../src-shared/sentences/english';
import { writeFileDurably } from '../settings/write-file-durably';
import { weightsFolder } from '../settings/weights-folder';

/** The set that comes with the set-up. */
export const builtInName = planDefaults.weights;
/** With the words that its licence asks for; resources/weights/NOTICE.md. */
export const builtInLicence =
  'CC BY 4.0, Visual Geometry Group, University of Oxford (K. Simonyan and A. Zisserman, arXiv 1409.1556)';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const tensorSchema = z.object({ shape: z.array(z.number()), type: z.string(), sha256 });

/** `NAME.json` of the library: what the set is and where it came from. */
const recordSchema = z.object({
  formatVersion: z.literal(1),
  architecture: z.string(),
  preprocessing: z.enum(preprocessings),
  licence: z.string().nullable(),
  source: z.object({ file: z.string(), container: z.string(), sha256 }),
  /** Hashes of the values as they were in the source, float32. */
  layers: z.array(z.object({ layer: z.string(), kernel: tensorSchema, bias: tensorSchema })),
  parameters: z.number(),
  /** Of the stored file, `SHA256.safetensors`. */
  sha256,
  bytes: z.number(),
  importedAt: z.string(),
});
type WeightRecord = z.infer<typeof recordSchema>;

/** All sets by name, the built-in one first. */
export function listWeightSets(folder = weightsFolder()): WeightLibraryView {
  const names = recordNames(folder);
  const read = names.map((name) => ({ name, set: readSet(folder, name) }));
  return {
    sets: [builtInSet(), ...read.flatMap(({ set }) => (set === null ? [] : [set]))],
    damaged: read.filter(({ set }) => set === null).map(({ name }) => name),
  };
}

/** The set of that name, or null. */
export function findWeightSet(name: string, folder = weightsFolder()): WeightSet | null {
  if (name === builtInName) return builtInSet();
  return recordNames(folder).includes(name) ? readSet(folder, name) : null;
}

/** The stored file of an imported set. */
export function weightSetFile(set: WeightSet, folder = weightsFolder()): string {
  if (set.sha256 === null) throw new Error('The built-in set lies elsewhere.');
  return join(folder, `${set.sha256}.safetensors`);
}

/**
 * Refuses names that cannot be given to a new set.
 *
 * @throws ExpectedFailure `wrong-use`
 */
export function requireFreeName(name: string, folder = weightsFolder()): void {
  if (!weightSetName.test(name)) {
    throw new ExpectedFailure(
      'wrong-use',
      `A set of weights cannot be called "${name}".`,
      'Use up to 48 small letters, digits, dots, dashes and underscores, a letter or digit first.',
    );
  }
  if (name === builtInName || recordNames(folder).includes(name)) {
    throw saidFailure('wrong-use', 'weightsTaken', { name });
  }
}

/** Gives stored weights their name; durable when it returns. */
export function recordWeightSet(
  name: string,
  stored: {
    readonly reading: WeightsReading;
    readonly sha256: string;
    readonly bytes: number;
    readonly parameters: number;
  },
  facts: {
    readonly preprocessing: Preprocessing;
    readonly licence: string | null;
    readonly now: Date;
  },
  folder = weightsFolder(),
): WeightSet {
  const { reading, ...file } = stored;
  const { container, sha256: sourceSha256 } = reading;
  const record: WeightRecord = {
    formatVersion: 1,
    architecture: reading.architecture,
    preprocessing: facts.preprocessing,
    licence: facts.licence,
    source: { file: reading.file, container, sha256: sourceSha256 },
    layers: reading.layers.map(({ layer, kernel, bias }) => {
      if (kernel === null || bias === null) throw new Error(`Layer ${layer} was not read.`);
      return { layer, kernel: written(kernel), bias: written(bias) };
    }),
    ...file,
    importedAt: facts.now.toISOString(),
  };
  mkdirSync(folder, { recursive: true });
  writeFileDurably(join(folder, `${name}.json`), `${JSON.stringify(record, null, 2)}\n`);
  return view(name, record);
}

function written({ shape, type, sha256: hash }: TensorReading): z.infer<typeof tensorSchema> {
  return { shape: [...shape], type, sha256: hash };
}

/**
 * Removes a set; runs that started from it keep their own copy.
 *
 * @throws ExpectedFailure `not-found`, or `wrong-use` for the built-in one
 */
export function removeWeightSet(name: string, folder = weightsFolder()): void {
  if (name === builtInName) {
    throw new ExpectedFailure('wrong-use', `The set "${name}" comes with Ellipsight and stays.`);
  }
  if (!recordNames(folder).includes(name)) {
    throw new ExpectedFailure(
      'not-found',
      `There is no set of weights called "${name}".`,
      'The command "weights list" names all.',
    );
  }
  const file = readSet(folder, name)?.sha256 ?? null;
  rmSync(join(folder, `${name}.json`));
  // Two names may stand for the same content.
  const stillUsed = listWeightSets(folder).sets.some((other) => other.sha256 === file);
  if (file !== null && !stillUsed) rmSync(join(folder, `${file}.safetensors`), { force: true });
}

function recordNames(folder: string): readonly string[] {
  let files: readonly string[];
  try {
    files = readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return files.flatMap((file) => /^(.*)\.json$/.exec(file)?.[1] ?? []).sort();
}

/** Null where the record is damaged, or its weights are gone or cut short. */
function readSet(folder: string, name: string): WeightSet | null {
  const parsed = recordSchema.safeParse(parseJson(join(folder, `${name}.json`)));
  if (!parsed.success) return null;
  const file = statSync(join(folder, `${parsed.data.sha256}.safetensors`), {
    throwIfNoEntry: false,
  });
  return file?.size === parsed.data.bytes ? view(name, parsed.data) : null;
}

function view(name: string, record: WeightRecord): WeightSet {
  const { architecture, parameters, preprocessing, licence, source, bytes, importedAt } = record;
  return {
    name,
    builtIn: false,
    architecture,
    layers: record.layers.map(({ layer }) => layer),
    parameters,
    preprocessing,
    licence,
    source: source.file,
    sha256: record.sha256,
    bytes,
    importedAt,
  };
}

function builtInSet(): WeightSet {
  // Our own resource.
  const { layers } = JSON.parse(manifestText) as {
    readonly layers: Readonly<
      Record<string, Readonly<Record<'kernel' | 'bias', { readonly shape: readonly number[] }>>>
    >;
  };
  const parameters = Object.values(layers)
    .flatMap(({ kernel, bias }) => [kernel.shape, bias.shape])
    .map(elementCount)
    .reduce((sum, count) => sum + count, 0);
  return {
    name: builtInName,
    builtIn: true,
    architecture: 'vgg16',
    layers: Object.keys(layers),
    parameters,
    preprocessing: 'caffe',
    licence: builtInLicence,
    source: 'Keras Applications, by the set-up',
    sha256: null,
    bytes: 4 * parameters,
    importedAt: null,
  };
}

/** Undefined, which no schema accepts, where the file holds no JSON. */
function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
