import { createHash } from 'node:crypto';
import type { Snapshot } from '../database/snapshot-queries';

/**
 * SHA-256 (hex) over everything of a snapshot that decides a run: textures in order, then each image's hash, texture,
 * verdict and ellipses, then each trial's sides; one JSON line each, so that no two snapshots share a text. Names and
 * row numbers are left out: the same data in another project has the same hash.
 */
export function snapshotHash(snapshot: Snapshot): string {
  const hash = createHash('sha256');
  const line = (value: unknown): void => {
    hash.update(`${JSON.stringify(value)}\n`);
  };
  line({ format: 1, textures: snapshot.textures });
  for (const { sha256, texture, defective, ellipses } of snapshot.images) {
    const shapes = ellipses.map(({ x, y, a, b, angle }) => [x, y, a, b, angle]);
    line([sha256, texture, defective, shapes]);
  }
  for (const { trial, sides } of snapshot.trials) line([trial, sides]);
  return hash.digest('hex');
}
