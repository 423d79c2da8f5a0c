import { statement, type ReadableDatabase, type WritableDatabase } from './database';

/** What is kept of an image beside its label. Events hold the keys that they change. */
export interface ImageAspects {
  /** Id of its texture. */
  readonly texture: number;
  /** Lot, part or camera; null for none. */
  readonly group: string | null;
  readonly excluded: boolean;
}

/** The aspects of an image; null where there is no such image. */
export function readAspects(database: ReadableDatabase, imageId: number): ImageAspects | null {
  const row = statement<[number], { texture: number; group: string | null; excluded: 0 | 1 }>(
    database,
    'SELECT texture_id AS texture, group_name AS "group", excluded FROM images WHERE id = ?',
  ).get(imageId);
  return row === undefined ? null : { ...row, excluded: row.excluded === 1 };
}

/** Makes an image's aspects as given; those that are not given stay. */
export function writeAspects(
  database: WritableDatabase,
  imageId: number,
  { texture, group, excluded }: Partial<ImageAspects>,
): void {
  if (texture !== undefined) {
    statement<[number, number]>(database, 'UPDATE images SET texture_id = ? WHERE id = ?').run(
      texture,
      imageId,
    );
  }
  if (group !== undefined) {
    statement<[string | null, number]>(
      database,
      'UPDATE images SET group_name = ? WHERE id = ?',
    ).run(group, imageId);
  }
  if (excluded !== undefined) {
    statement<[number, number]>(database, 'UPDATE images SET excluded = ? WHERE id = ?').run(
      excluded ? 1 : 0,
      imageId,
    );
  }
}
