import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import manifestText from '../../../resources/weights/vgg16-imagenet-conv.json?raw';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import type { LayerReading, WeightsReading } from '../../../src-shared/ipc/weights-views';
import { saidFailure } from '../../../src-shared/sentences/english';
import { recognisedArchitecture } from './choose-architecture';
import { expectedLayers } from './expected-layers';
import { WeightFileError, type FoundLayer, type WeightFile } from './found-layer';
import { matchLayers, usualPreprocessing } from './match-layers';
import { openWeightFile } from './open-weight-file';
import { readLayer, type LayerValues } from './read-layers';

export interface WeightsRequest {
  readonly file: string;
  /** null recognises it. */
  readonly architecture: string | null;
}

/** What was read, with the numbers of the layers that can be used. */
export interface ReadWeights {
  readonly reading: WeightsReading;
  readonly layers: readonly LayerValues[];
}

/** The licence of the ImageNet weights that Keras distributes; resources/weights/NOTICE.md. */
export const imageNetLicence =
  'CC BY 4.0, Visual Geometry Group, University of Oxford (K. Simonyan and A. Zisserman, arXiv 1409.1556)';

/** Layers that are named of those that are not taken. */
const namedUnused = 20;

/**
 * Reads the convolutions of a network out of a weight file, layer by layer; nothing is changed.
 *
 * @param onProgress told after each layer
 * @throws ExpectedFailure `bad-input` where the file is none that can be read; layers that do not fit are told, not thrown
 */
export async function readWeights(
  { file: path, architecture }: WeightsRequest,
  onProgress: (done: number, total: number) => void,
): Promise<ReadWeights> {
  const file = await opened(path);
  try {
    const chosen = architecture ?? recognisedArchitecture(file.layers);
    const { naming, matches, unused } = matchLayers(expectedLayers(chosen), file.layers);
    if (matches.length === 0) {
      throw new ExpectedFailure('bad-input', `The architecture ${chosen} takes no weights over.`);
    }
    const readings: LayerReading[] = [];
    const layers: LayerValues[] = [];
    for (const match of matches) {
      const { reading, values } = await readLayer(match);
      readings.push(reading);
      if (values !== null) layers.push(values);
      onProgress(readings.length, matches.length);
    }
    const known = isImageNet(readings);
    return {
      layers,
      reading: {
        file: basename(path),
        container: file.container,
        sha256: await fileSha256(path),
        architecture: chosen,
        layers: readings,
        unused: {
          count: unused.length,
          names: unused.slice(0, namedUnused).map(({ name }) => name),
        },
        preprocessing: known ? 'caffe' : usualPreprocessing(naming),
        licence: known ? imageNetLicence : file.licence,
        digest: digestOf(readings),
        problems: problemsOf(readings, file.layers),
      },
    };
  } finally {
    file.close();
  }
}

async function opened(path: string): Promise<WeightFile> {
  try {
    return await openWeightFile(path);
  } catch (error) {
    if (!(error instanceof WeightFileError)) throw error;
    throw saidFailure('bad-input', 'weightsUnusable', {
      file: basename(path),
      reason: error.message,
    });
  }
}

function problemsOf(
  readings: readonly LayerReading[],
  layers: readonly FoundLayer[],
): readonly string[] {
  const problems = readings.flatMap(({ layer, source, problem }) => {
    if (problem === null) return [];
    const called = source === null || source === layer ? '' : ` (${source} in the file)`;
    return [`${layer}${called} ${problem}.`];
  });
  if (problems.length > 0 && layers.some(({ name }) => name.endsWith('running_mean'))) {
    problems.push('The file has batch normalisation, which the published VGG networks have not.');
  }
  return problems;
}

/** Whether these are, number for number, the convolutions that the project knows. */
function isImageNet(readings: readonly LayerReading[]): boolean {
  // Our own resource.
  const { layers } = JSON.parse(manifestText) as {
    readonly layers: Readonly<
      Record<string, Readonly<Record<'kernel' | 'bias', { readonly sha256: string }>>>
    >;
  };
  return readings.every(({ layer, kernel, bias }) => {
    const known = layers[layer];
    return known?.kernel.sha256 === kernel?.sha256 && known?.bias.sha256 === bias?.sha256;
  });
}

function digestOf(readings: readonly LayerReading[]): string {
  const hashes = readings.map(({ layer, kernel, bias }) => [
    layer,
    kernel?.sha256 ?? null,
    bias?.sha256 ?? null,
  ]);
  return createHash('sha256').update(JSON.stringify(hashes)).digest('hex');
}

async function fileSha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
