import { assertNever } from '../../src-shared/assert-never';
import type { ImageFilter } from '../../src-shared/ipc/views';
import { statement, type ReadableDatabase } from './database';
import { filterCondition, runSeq } from './image-condition';

/** What images are sorted by beside their numbers; null for none. */
export type OrderKey = string | number | null;

/** Where an order's key is found; the numbers of the images themselves have none. */
function keyText({ order = 'added', decision }: ImageFilter): string {
  const hasRun = decision !== null && decision !== undefined;
  switch (order) {
    case 'added':
    case 'newest':
    case 'name':
      return 'NULL';
    case 'labelled':
      return 'labelled_at';
    case 'texture':
      return '(SELECT position FROM textures WHERE textures.id = texture_id)';
    case 'verdict':
      return `CASE verdict WHEN 'defective' THEN 0 WHEN 'unsure' THEN 1 WHEN 'ok' THEN 2 ELSE 3 END`;
    case 'review':
      return `CASE review WHEN 'disputed' THEN 0 WHEN 'labelled' THEN 1 ELSE 2 END`;
    case 'labeller':
      return 'labelled_by';
    case 'score':
    case 'score-low':
      return hasRun
        ? `(SELECT score FROM run_opinions WHERE run_seq = ${runSeq} AND image_id = images.id)`
        : 'NULL';
    default:
      return assertNever(order);
  }
}

/** Ids of the images after `after` up to `upTo` that a filter lets through, by id, with their keys: one bite of a search. */
export function keyedIds(
  database: ReadableDatabase,
  filter: ImageFilter,
  after: number,
  upTo: number,
): readonly { readonly id: number; readonly key: OrderKey }[] {
  const { where, values } = filterCondition(filter);
  // The index holds all but names.
  const table = filter.text === '' ? 'images INDEXED BY images_sifted' : 'images';
  return statement<[Record<string, string | number>], { id: number; key: OrderKey }>(
    database,
    `SELECT id, ${keyText(filter)} AS key FROM ${table}
     WHERE ${where} AND id > :after AND id <= :upTo ORDER BY id`,
  ).all({ ...values, after, upTo });
}

/** The key of one image in a filter's order, whether the filter lets it through or not. */
export function orderKey(
  database: ReadableDatabase,
  filter: ImageFilter,
  imageId: number,
): OrderKey {
  const { run } = filterCondition(filter).values;
  return (
    statement<[Record<string, string | number>], { key: OrderKey }>(
      database,
      `SELECT ${keyText(filter)} AS key FROM images WHERE id = :imageId`,
    ).get({ imageId, ...(run === undefined ? {} : { run }) })?.key ?? null
  );
}
