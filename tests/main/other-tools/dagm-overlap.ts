import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { GrayImage } from '../../shared/support/shared-data';

/** Any Python 3 does: the program needs nothing beside it. */
const python = process.env['ELLIPSIGHT_PYTHON'] ?? 'python3';

/** Why no independent program can be asked; null where one can. */
export const noPython: string | null =
  spawnSync(python, ['--version']).status === 0 ? null : `there is no ${python} on this computer`;

/**
 * IoU of each ellipse of a DAGM `labels.txt` with its mask, by a program of some thirty lines that has nothing of ours.
 *
 * @param masks by the index in the first column; white is defect.
 * @param folder an empty one for the program's files.
 */
export function overlapsByPython(
  labels: string,
  masks: ReadonlyMap<number, GrayImage>,
  folder: string,
): ReadonlyMap<number, number> {
  mkdirSync(folder, { recursive: true });
  for (const [index, { pixels, width, height }] of masks) {
    const header = Buffer.from(`P5\n${width} ${height}\n255\n`);
    writeFileSync(join(folder, `${index}.pgm`), Buffer.concat([header, pixels]));
  }
  const script = join(import.meta.dirname, 'dagm_overlap.py');
  const printed = execFileSync(python, [script, labels, folder], { encoding: 'utf8' });
  return new Map(
    printed
      .trim()
      .split('\n')
      .map((line) => {
        const [index = NaN, iou = NaN] = line.split(' ').map(Number);
        return [index, iou] as const;
      }),
  );
}
