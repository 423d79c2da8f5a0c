import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Prediction } from '../../../src-main/services/prediction';
import { childrenFolder } from '../child-processes';

/**
 * Lets the built command line watch a folder as a line would fill it, and ends it as a user does.
 *
 * @param folder is made
 * @param images two files, and what the bundle is known to say of them
 */
export async function expectWatched(
  bundle: string,
  folder: string,
  images: readonly string[],
  known: readonly Prediction[],
): Promise<void> {
  mkdirSync(folder);
  const [one = '', other = ''] = images;
  copyFileSync(one, join(folder, 'a.png'));
  const child = spawn(
    process.execPath,
    [join(childrenFolder(), 'cli.js'), 'predict', bundle, '--watch', folder, '--json'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const closed = once(child, 'close');
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const lines = (): readonly string[] => out.split('\n').slice(0, -1);
  try {
    // What lies there is decided first, then what comes; one that is no image stops nothing.
    await expect.poll(lines, { timeout: 60_000 }).toHaveLength(1);
    writeFileSync(join(folder, 'broken.png'), 'no image');
    await expect.poll(() => err, { timeout: 60_000 }).toContain('broken.png: is not a PNG');
    copyFileSync(other, join(folder, 'b.part'));
    renameSync(join(folder, 'b.part'), join(folder, 'b.png'));
    await expect.poll(lines, { timeout: 60_000 }).toHaveLength(2);
    expect(child.exitCode).toBeNull();
    child.kill('SIGINT');
    const [code] = await closed;
    // A file could not be decided: that is what the code says, not that the watch was ended.
    expect(code).toBe(3);
  } finally {
    child.kill('SIGKILL');
  }
  const found = lines().map((line) => JSON.parse(line) as Prediction);
  expect(found).toEqual([
    { ...known[0], image: join(folder, 'a.png') },
    { ...known[1], image: join(folder, 'b.png') },
  ]);
}
