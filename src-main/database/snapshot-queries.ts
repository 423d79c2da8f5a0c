import type { Side } from '../../src-shared/dataset/label';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import type { ReadableDatabase, WritableDatabase } from './database';

/** One image as a run froze it. */
export interface SnapshotImage {
  /** Row of `images` when it was frozen; the hash is what counts. */
  readonly imageId: number;
  readonly sha256: string;
  readonly name: string;
  /** Original size, pixels. */
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** Index into the snapshot's textures. */
  readonly texture: number;
  readonly defective: boolean;
  /** Image pixels. */
  readonly ellipses: readonly Ellipse[];
}

/** The data of a run: what later label changes do not touch. */
export interface Snapshot {
  /** The order makes class indices: 2·texture + (defective ? 1 : 0). */
  readonly textures: readonly string[];
  readonly images: readonly SnapshotImage[];
  readonly trials: readonly {
    /** 1-based. */
    readonly trial: number;
    /** Parallel to `images`. */
    readonly sides: readonly Side[];
  }[];
}

interface SnapshotImageRow {
  imageId: number;
  sha256: string;
  name: string;
  width: number;
  height: number;
  channels: 1 | 3;
  texture: number;
  defective: 0 | 1;
  ellipses: string;
}

/** Rows a transaction of {@link writeSnapshot} holds, so that main's loop is free in between. */
const chunkRows = 1000;

/**
 * Writes a snapshot in chunks, and its hash last: a run without a hash has no usable snapshot. What an earlier,
 * broken attempt left is deleted first.
 */
export async function writeSnapshot(
  database: WritableDatabase,
  seq: number,
  snapshot: Snapshot,
  hash: string,
): Promise<void> {
  database.transaction(() => {
    database.prepare('UPDATE runs SET snapshot_hash = NULL WHERE seq = ?').run(seq);
    for (const table of ['run_sides', 'run_images', 'run_textures']) {
      database.prepare(`DELETE FROM ${table} WHERE run_seq = ?`).run(seq);
    }
    const insertTexture = database.prepare('INSERT INTO run_textures VALUES (?, ?, ?)');
    snapshot.textures.forEach((name, position) => insertTexture.run(seq, position, name));
  })();
  const insertImage = database.prepare(
    'INSERT INTO run_images VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const insertSide = database.prepare('INSERT INTO run_sides VALUES (?, ?, ?, ?)');
  for (let start = 0; start < snapshot.images.length; start += chunkRows) {
    database.transaction(() => {
      snapshot.images.slice(start, start + chunkRows).forEach((image, index) => {
        const position = start + index;
        insertImage.run(
          seq,
          position,
          image.imageId,
          image.sha256,
          image.name,
          image.width,
          image.height,
          image.channels,
          image.texture,
          image.defective ? 1 : 0,
          JSON.stringify(image.ellipses),
        );
        for (const { trial, sides } of snapshot.trials) {
          insertSide.run(seq, trial, position, sides[position] ?? 'none');
        }
      });
    })();
    await new Promise((resolve) => setImmediate(resolve));
  }
  database.prepare('UPDATE runs SET snapshot_hash = ? WHERE seq = ?').run(hash, seq);
}

/** The textures of a run in class order. */
export function snapshotTextures(database: ReadableDatabase, seq: number): readonly string[] {
  return database
    .prepare<[number], { name: string }>(
      'SELECT name FROM run_textures WHERE run_seq = ? ORDER BY position',
    )
    .all(seq)
    .map((row) => row.name);
}

const selectImages = `
  SELECT image_id AS imageId, sha256, name, width, height, channels, texture, defective, ellipses
  FROM run_images`;

function snapshotImage(row: SnapshotImageRow): SnapshotImage {
  return {
    ...row,
    defective: row.defective === 1,
    // Written by writeSnapshot from the same type.
    ellipses: JSON.parse(row.ellipses) as readonly Ellipse[],
  };
}

/** The images of a run in order. */
export function snapshotImages(database: ReadableDatabase, seq: number): readonly SnapshotImage[] {
  return database
    .prepare<[number], SnapshotImageRow>(`${selectImages} WHERE run_seq = ? ORDER BY position`)
    .all(seq)
    .map(snapshotImage);
}

/** The images that stand on one side of a trial, in the snapshot's order. */
export function sideImages(
  database: ReadableDatabase,
  seq: number,
  trial: number,
  side: Side,
): readonly SnapshotImage[] {
  return database
    .prepare<[number, number, Side], SnapshotImageRow>(
      `${selectImages} JOIN run_sides USING (run_seq, position)
       WHERE run_seq = ? AND trial = ? AND side = ? ORDER BY position`,
    )
    .all(seq, trial, side)
    .map(snapshotImage);
}

/** The whole snapshot of a run. */
export function readSnapshot(database: ReadableDatabase, seq: number): Snapshot {
  const rows = database
    .prepare<[number], { trial: number; side: Side }>(
      'SELECT trial, side FROM run_sides WHERE run_seq = ? ORDER BY trial, position',
    )
    .all(seq);
  const trials = new Map<number, Side[]>();
  for (const { trial, side } of rows) {
    const known = trials.get(trial);
    if (known === undefined) trials.set(trial, [side]);
    else known.push(side);
  }
  return {
    textures: snapshotTextures(database, seq),
    images: snapshotImages(database, seq),
    trials: [...trials].map(([trial, sides]) => ({ trial, sides })),
  };
}

/** 3 where any image of the run's snapshot has colour, else 1. */
export function snapshotChannels(database: ReadableDatabase, seq: number): 1 | 3 {
  const row = database
    .prepare<[number], { channels: 1 | 3 | null }>(
      'SELECT MAX(channels) AS channels FROM run_images WHERE run_seq = ?',
    )
    .get(seq);
  return row?.channels ?? 1;
}

/** How many images stand on each side in the run's first trial. */
export function sideCounts(
  database: ReadableDatabase,
  seq: number,
): Readonly<Record<Side, number>> {
  const counts: Record<Side, number> = { training: 0, validation: 0, test: 0, none: 0 };
  const rows = database
    .prepare<[number], { side: Side; images: number }>(
      'SELECT side, COUNT(*) AS images FROM run_sides WHERE run_seq = ? AND trial = 1 GROUP BY side',
    )
    .all(seq);
  for (const { side, images } of rows) counts[side] = images;
  return counts;
}

/** Of the images at positions `from` to `to` (exclusive) of a run's snapshot: how many there are, and are excluded now. */
export function excludedInSnapshot(
  database: ReadableDatabase,
  seq: number,
  from: number,
  to: number,
): { readonly rows: number; readonly excluded: number } {
  const row = database
    .prepare<[number, number, number], { rows: number; excluded: number }>(
      `SELECT COUNT(*) AS rows, COALESCE(SUM(images.excluded), 0) AS excluded
       FROM run_images LEFT JOIN images
         ON images.id = run_images.image_id AND images.sha256 = run_images.sha256
       WHERE run_seq = ? AND run_images.position >= ? AND run_images.position < ?`,
    )
    .get(seq, from, to);
  return row ?? { rows: 0, excluded: 0 };
}
