import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  bundleFiles,
  bundleManifestSchema,
  type BundleManifest,
} from '../../src-shared/deployment/bundle-manifest';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { pixelRule } from '../decoder-process/area-mean';
import { exists } from '../services/placed-file';

/** A bundle that can be decided with. */
export interface Bundle {
  readonly folder: string;
  /** Absolute. */
  readonly modelFile: string;
  readonly manifest: BundleManifest;
}

/** Whether a path is a bundle's rather than a project's. */
export async function isBundle(path: string): Promise<boolean> {
  return exists(join(path, bundleFiles.manifest));
}

/** Largest manifest that is read, bytes. */
const largestManifest = 4 * 2 ** 20;

/**
 * Reads what a bundle says of itself. Its model is checked against its hash when it is loaded.
 *
 * @throws ExpectedFailure `bad-input` where the folder is no bundle that this version can decide with
 */
export async function openBundle(path: string): Promise<Bundle> {
  const folder = resolve(path);
  const file = join(folder, bundleFiles.manifest);
  const { size } = await stat(file).catch(() => refuse(folder, 'has no manifest.json'));
  if (size > largestManifest) refuse(folder, `has a manifest.json of ${size} bytes`);
  const read = bundleManifestSchema.safeParse(parsed(await readFile(file, 'utf8')));
  if (!read.success) {
    const [issue] = read.error.issues;
    refuse(folder, `cannot be understood at "${issue?.path.join('.') ?? ''}"`);
  }
  const { data: manifest } = read;
  const { classes } = manifest.model.output;
  if (classes.length !== 2 * manifest.textures.length) {
    refuse(folder, `has ${classes.length} classes for ${manifest.textures.length} textures`);
  }
  if (manifest.preprocessing.rule !== pixelRule) {
    refuse(folder, `makes pixels by the rule "${manifest.preprocessing.rule}"`);
  }
  return { folder, modelFile: join(folder, manifest.model.file), manifest };
}

/** Null, which no schema accepts, where the text is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refuse(folder: string, why: string): never {
  throw new ExpectedFailure(
    'bad-input',
    `${folder} is no bundle that this version can decide with: it ${why}.`,
    'Export it again.',
  );
}
