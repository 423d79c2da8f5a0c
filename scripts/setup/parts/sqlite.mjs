import { createRequire } from 'node:module';
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { emptyScratchFolder } from '../cache-folder.mjs';
import { compile, compilers } from '../compiler.mjs';
import { python } from '../pip.mjs';
import { lastLines, runProgram } from '../run-program.mjs';
import { SetupFailure } from '../setup-failure.mjs';
import { isStamped, recipeOf, writeStamp } from '../stamp.mjs';

const require = createRequire(import.meta.url);
const ANY_VALUE = fileURLToPath(new URL('../native/references-to-any-value.h', import.meta.url));
const NAME = 'SQLite';

/** Reads the compile-time options of SQLite that better-sqlite3 is built with; gyp files are Python. */
const READ_DEFINES =
  'import ast, json, sys; print(json.dumps(ast.literal_eval(open(sys.argv[1]).read())["defines"]))';

/**
 * better-sqlite3, compiled for Node-API 8. Its prebuilt binary needs Node-API 10 (Node 22, Electron
 * 35) and crashes below; this one runs on those and on everything newer, so it is used everywhere.
 *
 * @param {import('../context.mjs').Context} context
 * @returns {import('../context.mjs').Part}
 */
export function sqlitePart(context) {
  const packageFolder = join(context.root, 'node_modules/better-sqlite3');
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const recipe = recipeOf([version, readFileSync(ANY_VALUE, 'utf8'), compilers]);
  const binding = join(
    context.cache,
    `better-sqlite3-${version}-napi-8-${recipe}`,
    'better_sqlite3.node',
  );

  async function make() {
    const scratch = emptyScratchFolder(context.cache, 'sqlite');
    const defines = await sqliteDefines(join(packageFolder, 'deps/defines.gypi'));
    const sqlite = join(packageFolder, 'deps/sqlite3');
    const apiHeaders = join(dirname(require.resolve('node-api-headers/package.json')), 'include');
    const addonApi = dirname(require.resolve('node-addon-api/package.json'));
    const library = join(scratch, 'sqlite3.o');
    const addon = join(scratch, 'better_sqlite3.o');
    const made = join(scratch, 'better_sqlite3.node');
    await Promise.all([
      compile(NAME, compilers.c, [
        ...['-c', '-std=c99', '-w', '-O2', '-fPIC', '-DNDEBUG', ...defines.map((d) => `-D${d}`)],
        ...[join(sqlite, 'sqlite3.c'), '-o', library],
      ]),
      compile(NAME, compilers.cpp, [
        ...['-c', '-std=c++20', '-w', '-O2', '-fPIC', '-DNDEBUG', '-include', ANY_VALUE],
        ...['-DNAPI_VERSION=8', '-DBUILDING_NODE_EXTENSION', '-DNAPI_DISABLE_CPP_EXCEPTIONS'],
        ...['-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS'],
        ...['-fvisibility=hidden', '-fvisibility-inlines-hidden'],
        ...[`-I${apiHeaders}`, `-I${addonApi}`, `-I${sqlite}`],
        ...[join(packageFolder, 'src/better_sqlite3.cpp'), '-o', addon],
      ]),
    ]);
    await compile(NAME, compilers.cpp, [
      // Electron and Node may carry an SQLite of their own: the addon must use its own.
      ...['-shared', addon, library, '-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL'],
      ...['-ldl', '-lpthread', '-lm', '-o', made],
    ]);
    mkdirSync(dirname(binding), { recursive: true });
    renameSync(made, binding);
    writeStamp(context.cache, 'sqlite', recipe, [binding]);
  }

  return {
    name: NAME,
    isReady: () => isStamped(context.cache, 'sqlite', recipe),
    make,
    result: () => ({ sqliteBinding: binding }),
  };
}

/**
 * @param {string} gypi
 * @returns {Promise<readonly string[]>}
 */
async function sqliteDefines(gypi) {
  const outcome = await runProgram(python, ['-c', READ_DEFINES, gypi]);
  if (outcome.code !== 0) {
    throw new SetupFailure(
      NAME,
      `${gypi} could not be read: ${lastLines(outcome.stderr, 1)}`,
      'run "npm ci" again',
    );
  }
  return JSON.parse(outcome.stdout);
}
