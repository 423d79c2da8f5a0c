import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { childrenFolder } from '../child-processes';
import { readLog, type Change } from './write-log';

const source = join(import.meta.dirname, 'record-writes.c');

const compiler = process.env['CC'] ?? 'cc';

/** Why writes cannot be recorded here; null where they can. */
export function whyNoRecorder(): string | null {
  if (process.platform !== 'linux') return 'writes are recorded on Linux alone';
  return spawnSync(compiler, ['--version']).error ? `there is no C compiler ${compiler}` : null;
}

/** Compiles the recorder with the compiler that the set-up asks for; gives the library to preload. */
export function compileRecorder(folder: string): string {
  const library = join(folder, 'record-writes.so');
  const options = ['-shared', '-fPIC', '-O1', '-Wall', '-Werror', source, '-o', library, '-ldl'];
  const done = spawnSync(compiler, options, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${source} could not be compiled: ${done.stderr}`);
  return library;
}

/**
 * Runs a built test process to its end, and gives every change that it and its children made below a folder.
 *
 * @param log a file outside of `root`.
 */
export async function recordedChanges(
  library: string,
  { entry, args, root, log }: { entry: string; args: readonly string[]; root: string; log: string },
): Promise<readonly Change[]> {
  writeFileSync(log, '');
  const env = {
    ...process.env,
    LD_PRELOAD: library,
    RECORD_ROOT: root,
    RECORD_LOG: log,
  };
  const file = join(childrenFolder(), `${entry}.js`);
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 2, 2], env });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${entry} ended with ${String(code)} while it was recorded.`);
  return readLog(readFileSync(log));
}
