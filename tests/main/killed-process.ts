import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { childrenFolder } from './child-processes';

/** ELLIPSIGHT_KILLS=100 for the long form. */
export const kills = Number(process.env['ELLIPSIGHT_KILLS'] ?? 20);

/** When to kill. */
export interface Moment {
  /** Lines that the process has said by then. */
  readonly lines: number;
  /** Milliseconds from there. */
  readonly delayMs: number;
}

export interface Killed {
  /** The whole lines that it had said: a last line without an end was not said to the end. */
  readonly said: readonly string[];
  /** False where it had ended by itself before. */
  readonly killed: boolean;
}

/**
 * Runs a built test process, `kill -9`s it, and gives what it said.
 *
 * @param entry name in `build-children.ts`.
 * @throws Error where the process ended with an error of its own.
 */
export async function killedAt(
  moment: Moment,
  entry: string,
  args: readonly string[],
): Promise<Killed> {
  const child = spawn(process.execPath, [join(childrenFolder(), `${entry}.js`), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let said = '';
  let lines = 0;
  let timer: NodeJS.Timeout | null = null;
  for await (const text of child.stdout) {
    said += String(text);
    lines += String(text).split('\n').length - 1;
    if (timer === null && lines >= moment.lines) {
      timer = setTimeout(() => child.kill('SIGKILL'), moment.delayMs);
    }
  }
  await exited;
  if (timer !== null) clearTimeout(timer);
  if (child.exitCode !== null && child.exitCode !== 0) {
    throw new Error(`${entry} ended with ${child.exitCode} before it was killed.`);
  }
  return { said: said.split('\n').slice(0, -1), killed: child.signalCode === 'SIGKILL' };
}
