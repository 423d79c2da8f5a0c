import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { childrenFolder } from '../child-processes';

export interface Ended {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command line as a user does. */
export function runCli(
  args: readonly string[],
  options: {
    readonly cwd?: string;
    /** Sends SIGINT once standard error matches. */
    readonly interruptAt?: RegExp;
  } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(childrenFolder(), 'cli.js'), ...args], {
      cwd: options.cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    let interrupted = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
      if (!interrupted && options.interruptAt?.test(err) === true) {
        interrupted = true;
        child.kill('SIGINT');
      }
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

/** Runs a command that must succeed with `--json`, and reads its one object. */
export async function runJson(args: readonly string[]): Promise<unknown> {
  const { code, out, err } = await runCli([...args, '--json']);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${err}`);
  if (out.trim().split('\n').length !== 1) throw new Error(`Not one line of JSON:\n${out}`);
  return JSON.parse(out);
}
