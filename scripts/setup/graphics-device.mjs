import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * 'gpu' where NVIDIA's own tool finds a card, or where asked for.
 *
 * @param {'cpu' | 'gpu' | undefined} wish
 * @returns {'cpu' | 'gpu'}
 */
export function graphicsDevice(wish) {
  if (wish !== undefined) return wish;
  if (!isOnPath('nvidia-smi')) return 'cpu';
  return spawnSync('nvidia-smi', ['-L'], { timeout: 10_000 }).status === 0 ? 'gpu' : 'cpu';
}

/** @param {string} program */
function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
