import type { Review, Verdict } from '../../src-shared/dataset/label';
import { statement, type ReadableDatabase, type WritableDatabase } from './database';
import type { ImageFormat } from './image-queries';

/** An image as an archive holds it, apart from its ellipses. */
export interface ExchangedImage {
  readonly id: number;
  readonly sha256: string;
  readonly format: ImageFormat;
  readonly name: string;
  readonly texture: string;
  readonly verdict: Verdict;
  readonly review: Review;
  readonly groupName: string | null;
}

/** Up to `limit` images that are not excluded, after id `after`, by id. */
export function exchangedImagesAfter(
  database: ReadableDatabase,
  after: number,
  limit: number,
): readonly ExchangedImage[] {
  return statement<[number, number], ExchangedImage>(
    database,
    `SELECT images.id, sha256, format, images.name, textures.name AS texture, verdict, review,
       group_name AS groupName
     FROM images JOIN textures ON textures.id = images.texture_id
     WHERE excluded = 0 AND images.id > ? ORDER BY images.id LIMIT ?`,
  ).all(after, limit);
}

/** One image of {@link exchangedImagesAfter}, excluded or not; null where there is none. */
export function exchangedImage(database: ReadableDatabase, id: number): ExchangedImage | null {
  return (
    statement<[number], ExchangedImage>(
      database,
      `SELECT images.id, sha256, format, images.name, textures.name AS texture, verdict, review,
         group_name AS groupName
       FROM images JOIN textures ON textures.id = images.texture_id WHERE images.id = ?`,
    ).get(id) ?? null
  );
}

/** Puts a new image into a group. */
export function putIntoGroup(database: WritableDatabase, id: number, group: string): void {
  statement<[string, number]>(database, 'UPDATE images SET group_name = ? WHERE id = ?').run(
    group,
    id,
  );
}

/** Which project this is, and the head of its history. */
export function projectHead(database: ReadableDatabase): {
  readonly uuid: string;
  readonly events: number;
  readonly hash: string | null;
} {
  const project = statement<[], { uuid: string }>(database, 'SELECT uuid FROM project').get();
  const head = statement<[], { seq: number; hash: string }>(
    database,
    'SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1',
  ).get();
  return { uuid: project?.uuid ?? '', events: head?.seq ?? 0, hash: head?.hash ?? null };
}
