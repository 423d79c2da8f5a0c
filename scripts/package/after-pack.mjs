import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TFJS = 'app.asar.unpacked/node_modules/@tensorflow/tfjs-node-gpu';

/**
 * electron-builder's hook: puts the native parts of set-up into the package's resources folder and
 * writes there where they lie, relative to that file, for `src-main/native-parts.ts`.
 *
 * @param {{ appOutDir: string, packager: { executableName: string } }} context of electron-builder
 */
export default function afterPack({ appOutDir, packager }) {
  /** @type {import('../../src-main/native-parts').NativeParts} */
  const parts = JSON.parse(readFileSync(join(ROOT, '.setup/parts.json'), 'utf8'));
  const resources = join(appOutDir, 'resources');
  const place = (/** @type {string} */ from, /** @type {string} */ to) => {
    mkdirSync(dirname(join(resources, to)), { recursive: true });
    copyFileSync(from, join(resources, to));
    return to;
  };

  // The binding looks for the library in ../../deps/lib, which in a checkout is a link to the cache.
  const libraries = join(dirname(parts.tensorflow.binding), '../../deps/lib');
  for (const library of readdirSync(libraries)) {
    place(join(libraries, library), join(TFJS, 'deps/lib', library));
  }
  const libraryFolders = parts.tensorflow.libraryFolders.map((folder, index) => {
    const to = join('cuda', String(index));
    cpSync(folder, join(resources, to), { recursive: true, dereference: true });
    return to;
  });
  const packaged = {
    tensorflow: {
      ...parts.tensorflow,
      binding: place(parts.tensorflow.binding, join(TFJS, 'lib/napi-v8/tfjs_binding.node')),
      libraryFolders,
    },
    sqliteBinding: place(parts.sqliteBinding, 'better_sqlite3.node'),
    weights: place(parts.weights, 'vgg16-imagenet-conv.safetensors'),
    electron: {
      ...parts.electron,
      executable: relative(resources, join(appOutDir, packager.executableName)),
    },
  };
  place(join(ROOT, 'resources/weights/NOTICE.md'), 'vgg16-imagenet-conv.NOTICE.md');
  writeFileSync(join(resources, 'native-parts.json'), `${JSON.stringify(packaged, null, 2)}\n`);
  if (!parts.electron.current) {
    // The stand-in that starts apps from a checkout.
    rmSync(join(resources, 'app'), { recursive: true, force: true });
    process.stderr.write(
      `  • this package holds Electron ${parts.electron.version}, which is too old to be given to anybody\n`,
    );
  }
}
