import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { ExpectedFailure } from '../src-shared/ipc/failure';

/** Overrides every other place; a path to a file like `.setup/parts.json`. */
const OVERRIDE = 'ELLIPSIGHT_PARTS';
const NEXT = 'Run "npm run setup".';

const nativePartsSchema = z.object({
  tensorflow: z.object({
    /** The binding of tfjs-node-gpu, which that package finds by itself. */
    binding: z.string(),
    version: z.string(),
    /** What the library was built for; on a computer without a graphics card the GPU one runs on the CPU. */
    device: z.enum(['cpu', 'gpu']),
    /** Folders that LD_LIBRARY_PATH must name in the trainer's process: NVIDIA's libraries, or none. */
    libraryFolders: z.array(z.string()).readonly(),
  }),
  /** For better-sqlite3's option `nativeBinding`. */
  sqliteBinding: z.string(),
  /** The convolutions of VGG16 as trained on ImageNet, safetensors, `block1_conv1/kernel` (HWIO), `…/bias`, float32. */
  weights: z.string(),
  electron: z.object({
    executable: z.string(),
    version: z.string(),
    /** False for the older one that stands in where the current one could not be fetched. */
    current: z.boolean(),
  }),
});

/** Where the native parts lie, as absolute paths. Written by the set-up, or into a package. */
export type NativeParts = z.infer<typeof nativePartsSchema>;

/**
 * Reads where the native parts lie: from the file named by `ELLIPSIGHT_PARTS`, in a package from
 * `native-parts.json` in the resources folder, in a checkout from `.setup/parts.json`, searched from
 * this file's folder upwards. Relative paths count from the file that names them.
 *
 * @throws {ExpectedFailure} `missing-part` when there is no such file, or it is damaged.
 */
export function readNativeParts(): NativeParts {
  const file = partsFile();
  if (file === undefined || !existsSync(file)) {
    throw new ExpectedFailure('missing-part', 'The native parts are not set up.', NEXT);
  }
  const parts = parse(file);
  const absolute = (path: string) => resolve(dirname(file), path);
  return {
    tensorflow: {
      ...parts.tensorflow,
      binding: absolute(parts.tensorflow.binding),
      libraryFolders: parts.tensorflow.libraryFolders.map(absolute),
    },
    sqliteBinding: absolute(parts.sqliteBinding),
    weights: absolute(parts.weights),
    electron: { ...parts.electron, executable: absolute(parts.electron.executable) },
  };
}

function parse(file: string): NativeParts {
  try {
    return nativePartsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (problem) {
    if (problem instanceof SyntaxError || problem instanceof z.ZodError) {
      throw new ExpectedFailure(
        'missing-part',
        `${file} is damaged or from another version.`,
        NEXT,
      );
    }
    throw problem;
  }
}

function partsFile(): string | undefined {
  const override = process.env[OVERRIDE];
  if (override !== undefined && override !== '') {
    return resolve(override);
  }
  const packaged = packagedFile();
  return packaged !== undefined && existsSync(packaged) ? packaged : searchUpwards(__dirname);
}

/** Under Node there is no resources folder; under Electron in a checkout it is Electron's own. */
function packagedFile(): string | undefined {
  const { resourcesPath } = process as { readonly resourcesPath?: string };
  return resourcesPath === undefined ? undefined : join(resourcesPath, 'native-parts.json');
}

function searchUpwards(folder: string): string | undefined {
  const file = join(folder, '.setup', 'parts.json');
  if (existsSync(file)) {
    return file;
  }
  const parent = dirname(folder);
  return parent === folder ? undefined : searchUpwards(parent);
}
