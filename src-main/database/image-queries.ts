import type { Review, Verdict } from '../../src-shared/dataset/label';
import type { ImageFilter, ImageRow } from '../../src-shared/ipc/views';
import { filterCondition } from './image-condition';
import { isSifted, orderText } from './image-order';
import { statement, type ReadableDatabase, type WritableDatabase } from './database';

/** Formats that images are kept in: the bytes stay as they came. */
export const imageFormats = ['png', 'jpeg', 'tiff', 'webp', 'bmp'] as const;
export type ImageFormat = (typeof imageFormats)[number];

/** What is written down of a new image, apart from its ellipses. */
export interface NewImage {
  readonly sha256: string;
  readonly format: ImageFormat;
  readonly bytes: number;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly bitDepth: 8 | 16;
  readonly textureId: number;
  readonly verdict: Verdict;
  readonly review: Review;
  readonly sourceId: number;
  readonly addedAt: string;
}

const rowColumns =
  'id, sha256, name, width, height, texture_id AS textureId, verdict, review, ellipses, group_name AS groupName';

/** Adds an image without ellipses (`writeLabel` adds them), and gives its id. */
export function insertImage(database: WritableDatabase, image: NewImage): number {
  const { lastInsertRowid } = statement<[NewImage]>(
    database,
    `INSERT INTO images (sha256, format, bytes, name, width, height, channels, bit_depth,
       texture_id, verdict, review, source_id, added_at)
     VALUES (:sha256, :format, :bytes, :name, :width, :height, :channels, :bitDepth,
       :textureId, :verdict, :review, :sourceId, :addedAt)`,
  ).run(image);
  return Number(lastInsertRowid);
}

/** The row of an image; null where there is none. */
export function imageRow(database: ReadableDatabase, imageId: number): ImageRow | null {
  return (
    statement<[number], ImageRow>(database, `SELECT ${rowColumns} FROM images WHERE id = ?`).get(
      imageId,
    ) ?? null
  );
}

/** Bits of a sample in an image's file; it must be there. */
export function imageBitDepth(database: ReadableDatabase, imageId: number): 8 | 16 {
  const depth = statement<[number], { depth: number }>(
    database,
    'SELECT bit_depth AS depth FROM images WHERE id = ?',
  ).get(imageId)?.depth;
  return depth === 16 ? 16 : 8;
}

/** The id and format of the image with these bytes; null where there is none. */
export function imageByHash(
  database: ReadableDatabase,
  sha256: string,
): { readonly id: number; readonly format: ImageFormat } | null {
  return (
    statement<[string], { id: number; format: ImageFormat }>(
      database,
      'SELECT id, format FROM images WHERE sha256 = ?',
    ).get(sha256) ?? null
  );
}

/** How many images a filter lets through: from the tallies where these tell. */
export function countImages(database: ReadableDatabase, filter: ImageFilter): number {
  const { where, values } = filterCondition(filter);
  const isTallied = filter.text === '' && filter.excluded !== true && !isSifted(filter);
  const text = isTallied
    ? `SELECT COALESCE(SUM(images), 0) AS count FROM tallies WHERE ${where.replace('excluded = 0', '1')}`
    : `SELECT COUNT(*) AS count FROM ${filter.text === '' ? orderText(filter).table : 'images'} WHERE ${where}`;
  return (
    statement<[Record<string, string | number>], { count: number }>(database, text).get(values)
      ?.count ?? 0
  );
}

/** One page in the filter's order; ids first from a covering index, then only that page's rows. */
export function imagesPage(
  database: ReadableDatabase,
  filter: ImageFilter,
  offset: number,
  limit: number,
): readonly ImageRow[] {
  const { where, values } = filterCondition(filter);
  const { table, orderBy } = orderText(filter);
  return statement<[Record<string, string | number>], ImageRow>(
    database,
    `SELECT ${rowColumns} FROM images WHERE id IN
       (SELECT id FROM ${table} WHERE ${where} ORDER BY ${orderBy} LIMIT :limit OFFSET :offset)
     ORDER BY ${orderBy}`,
  ).all({ ...values, limit, offset });
}

/** The images before and after one under a filter, in its order, and how many come before it. */
export function imageNeighbours(
  database: ReadableDatabase,
  filter: ImageFilter,
  { id, name }: { readonly id: number; readonly name: string },
): { readonly previous: number | null; readonly next: number | null; readonly before: number } {
  const { where, values } = filterCondition(filter);
  const { table, orderBy, reverse, before, after } = orderText(filter);
  const bound = {
    ...values,
    imageId: id,
    ...(filter.order === 'name' ? { imageName: name } : {}),
  };
  const one = (sql: string): number | null =>
    statement<[Record<string, string | number>], { value: number | null }>(database, sql).get(bound)
      ?.value ?? null;
  const among = `FROM ${table} WHERE ${where} AND`;
  return {
    previous: one(`SELECT id AS value ${among} ${before} ORDER BY ${reverse} LIMIT 1`),
    next: one(`SELECT id AS value ${among} ${after} ORDER BY ${orderBy} LIMIT 1`),
    before: one(`SELECT COUNT(*) AS value ${among} ${before}`) ?? 0,
  };
}

/** An image on the way through all names in order. */
export interface NamedImage {
  readonly id: number;
  readonly name: string;
  /** 1 where the filter lets it through, else 0. */
  readonly matches: 0 | 1;
}

/** The next `limit` images by name after one, whether the filter lets them through or not: one bite of a long search. */
export function nextByName(
  database: ReadableDatabase,
  filter: ImageFilter,
  after: { readonly id: number; readonly name: string },
  limit: number,
): readonly NamedImage[] {
  const { where, values } = filterCondition(filter);
  const excluded = filter.excluded === true ? 1 : 0;
  return statement<[Record<string, string | number>], NamedImage>(
    database,
    `SELECT id, name, (${where}) AS matches FROM images INDEXED BY images_by_name
     WHERE excluded = ${excluded} AND (name, id) > (:afterName, :afterId)
     ORDER BY name, id LIMIT :limit`,
  ).all({ ...values, afterName: after.name, afterId: after.id, limit });
}

/** Ids of the images after `after` up to `upTo` that a filter lets through, in order: one bite of a long search. */
export function matchingIds(
  database: ReadableDatabase,
  filter: ImageFilter,
  after: number,
  upTo: number,
): readonly number[] {
  const { where, values } = filterCondition(filter);
  return statement<[Record<string, string | number>], { id: number }>(
    database,
    `SELECT id FROM images WHERE ${where} AND id > :after AND id <= :upTo ORDER BY id`,
  )
    .all({ ...values, after, upTo })
    .map(({ id }) => id);
}

/** Everybody whose label an image has, by name; each name costs one step along an index. */
export function labellers(database: ReadableDatabase): readonly string[] {
  return statement<[], { name: string }>(
    database,
    `WITH RECURSIVE names (name) AS (
       SELECT MIN(labelled_by) FROM images WHERE labelled_by IS NOT NULL
       UNION ALL
       SELECT (SELECT MIN(labelled_by) FROM images
               WHERE labelled_by IS NOT NULL AND labelled_by > names.name)
       FROM names WHERE names.name IS NOT NULL
     ) SELECT name FROM names WHERE name IS NOT NULL LIMIT 1000`,
  )
    .all()
    .map(({ name }) => name);
}

/** The largest id that an image has; 0 without images. */
export function largestImageId(database: ReadableDatabase): number {
  return (
    statement<[], { id: number | null }>(database, 'SELECT MAX(id) AS id FROM images').get()?.id ??
    0
  );
}

/** The rows of these images, by id; those that have gone are left out. */
export function imageRows(database: ReadableDatabase, ids: readonly number[]): readonly ImageRow[] {
  return statement<[string], ImageRow>(
    database,
    `SELECT ${rowColumns} FROM images WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
  ).all(JSON.stringify(ids));
}

/** An image as splits and snapshots need it. */
export interface LabelledImage {
  readonly id: number;
  readonly sha256: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly textureId: number;
  readonly texture: string;
  readonly verdict: Verdict;
  readonly review: Review;
  readonly groupName: string | null;
  readonly ellipses: number;
}

/** Up to `limit` images that are not excluded, after id `after`, by id: every image in bounded bites. */
export function labelledImagesAfter(
  database: ReadableDatabase,
  after: number,
  limit: number,
): readonly LabelledImage[] {
  return statement<[number, number], LabelledImage>(
    database,
    `SELECT images.id, sha256, images.name, width, height, texture_id AS textureId,
       textures.name AS texture, verdict, review, group_name AS groupName, ellipses
     FROM images JOIN textures ON textures.id = images.texture_id
     WHERE excluded = 0 AND images.id > ? ORDER BY images.id LIMIT ?`,
  ).all(after, limit);
}

/** Up to `limit` images that are excluded, after id `after`, by id. */
export function excludedImagesAfter(
  database: ReadableDatabase,
  after: number,
  limit: number,
): readonly (StoredImageRow & { readonly bytes: number })[] {
  return statement<[number, number], StoredImageRow & { bytes: number }>(
    database,
    `SELECT id, sha256, format, name, bytes FROM images WHERE excluded = 1 AND id > ?
     ORDER BY id LIMIT ?`,
  ).all(after, limit);
}

/** Takes an image out of the project for good, with its ellipses and its sides of splits. */
export function deleteImage(database: WritableDatabase, id: number): void {
  statement<[number]>(database, 'DELETE FROM images WHERE id = ?').run(id);
}

export interface StoredImageRow {
  readonly id: number;
  readonly sha256: string;
  readonly format: ImageFormat;
  readonly name: string;
}

/** Up to `limit` images after id `after`, excluded ones too: every stored file in bounded bites. */
export function storedImagesAfter(
  database: ReadableDatabase,
  after: number,
  limit: number,
): readonly StoredImageRow[] {
  return statement<[number, number], StoredImageRow>(
    database,
    'SELECT id, sha256, format, name FROM images WHERE id > ? ORDER BY id LIMIT ?',
  ).all(after, limit);
}

/** As {@link storedImagesAfter}, the other way: before id `before`, largest id first. */
export function storedImagesBefore(
  database: ReadableDatabase,
  before: number,
  limit: number,
): readonly StoredImageRow[] {
  return statement<[number, number], StoredImageRow>(
    database,
    'SELECT id, sha256, format, name FROM images WHERE id < ? ORDER BY id DESC LIMIT ?',
  ).all(before, limit);
}
