import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

// Child processes run built files, and tests start them for real. This builds the two entries once before the tests,
// into a folder named by what they are made of, so that a second run finds them and two runs at a time do not disturb
// each other.

const root = resolve(import.meta.dirname, '..');
const folderOfBuilds = join(root, 'out', 'test-children');
const entries = {
  trainer: 'src-main/trainer-process/trainer.ts',
  decoder: 'src-main/decoder-process/decoder.ts',
  'patch-thread': 'src-main/trainer-process/patch-thread.ts',
  cli: 'src-main/cli.ts',
  labeller: 'tests/main/services/labelling-process.ts',
  importing: 'tests/main/services/importing-process.ts',
  changing: 'tests/main/collection/changing-process.ts',
  recorded: 'tests/main/power-cuts/recorded-work.ts',
} as const;
const sources = [
  'src-main',
  'src-shared',
  'package-lock.json',
  'tests/main/services/labelling-process.ts',
  'tests/main/services/importing-process.ts',
  'tests/main/collection/changing-process.ts',
  'tests/main/services/some-gesture.ts',
  'tests/main/power-cuts/recorded-work.ts',
  'tests/main/power-cuts/recorded-places.ts',
  'tests/main/acknowledgements.ts',
];
const keptMs = 2 * 3600 * 1000;

/** Where the tests' processes look for `trainer.js` and `decoder.js`; see `main/child-processes.ts`. */
export const childrenVariable = 'ELLIPSIGHT_TEST_CHILDREN';

/** vitest's global set-up. */
export async function setup(): Promise<void> {
  const folder = join(folderOfBuilds, sourceHash());
  if (!existsSync(folder)) {
    await buildInto(folder);
    removeOldBuilds(folder);
  }
  process.env[childrenVariable] = folder;
}

async function buildInto(folder: string): Promise<void> {
  const growing = `${folder}-${process.pid}`;
  for (const [name, source] of Object.entries(entries)) {
    try {
      await buildEntry(name, join(root, source), growing);
    } catch (error) {
      // The tests of this process fail, and say why; those of the other one need not.
      const text = error instanceof Error ? error.message : String(error);
      console.error(`${source} could not be built: ${text}`);
      mkdirSync(growing, { recursive: true });
      writeFileSync(join(growing, `${name}.error.txt`), text);
    }
  }
  try {
    renameSync(growing, folder);
  } catch (error) {
    if (!existsSync(folder)) {
      throw error;
    }
    // Another run was faster with the same sources.
    rmSync(growing, { recursive: true, force: true });
  }
}

/** As electron.vite.config.ts builds main: CommonJS for Node 16, packages left outside that are installed with the app. */
async function buildEntry(name: string, source: string, folder: string): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { noExternal: ['element-plus'] },
    build: {
      ssr: source,
      target: 'node16',
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      sourcemap: 'inline',
      rollupOptions: {
        output: {
          format: 'cjs',
          entryFileNames: `${name}.js`,
          chunkFileNames: `${name}-[hash].js`,
        },
      },
    },
  });
}

function sourceHash(): string {
  const hash = createHash('sha256').update(readFileSync(import.meta.filename));
  for (const source of sources) {
    addToHash(hash, join(root, source));
  }
  return hash.digest('hex').slice(0, 16);
}

function addToHash(hash: ReturnType<typeof createHash>, path: string): void {
  if (!statSync(path).isDirectory()) {
    hash.update(path).update(readFileSync(path));
    return;
  }
  for (const name of readdirSync(path).sort()) {
    addToHash(hash, join(path, name));
  }
}

function removeOldBuilds(current: string): void {
  for (const name of readdirSync(folderOfBuilds)) {
    const folder = join(folderOfBuilds, name);
    if (folder !== current && Date.now() - statSync(folder).mtimeMs > keptMs) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
