import type { Review, Verdict } from '../../src-shared/dataset/label';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import { statement, type ReadableDatabase, type WritableDatabase } from './database';

/** How an ellipse came about; `inscribed`: it touches the sides of a box that was marked instead. */
export const ellipseOrigins = ['drawn', 'imported', 'fitted', 'generated', 'inscribed'] as const;
export type EllipseOrigin = (typeof ellipseOrigins)[number];

export interface StoredEllipse extends Ellipse {
  readonly id: number;
  readonly origin: EllipseOrigin;
  /** Intersection over union with the mask that it was fitted to; null for the others. */
  readonly fitIou: number | null;
}

/** All that is decided about one image; what the label events hold before and after. */
export interface ImageLabel {
  readonly verdict: Verdict;
  readonly review: Review;
  /** By id. */
  readonly ellipses: readonly StoredEllipse[];
}

/** The label of an image; null where there is no such image. */
export function readLabel(database: ReadableDatabase, imageId: number): ImageLabel | null {
  const row = statement<[number], { verdict: Verdict; review: Review }>(
    database,
    'SELECT verdict, review FROM images WHERE id = ?',
  ).get(imageId);
  return row === undefined ? null : { ...row, ellipses: readEllipses(database, imageId) };
}

/** The ellipses of an image by id. */
export function readEllipses(
  database: ReadableDatabase,
  imageId: number,
): readonly StoredEllipse[] {
  return statement<[number], StoredEllipse>(
    database,
    `SELECT id, x, y, a, b, angle, origin, fit_iou AS fitIou
     FROM ellipses WHERE image_id = ? ORDER BY id`,
  ).all(imageId);
}

/** The id that the next new ellipse gets: larger than any ever given. */
export function nextEllipseId(database: ReadableDatabase): number {
  const row = statement<[], { seq: number }>(
    database,
    `SELECT seq FROM sqlite_sequence WHERE name = 'ellipses'`,
  ).get();
  return (row?.seq ?? 0) + 1;
}

/** Makes an image's label `after`, touching only what differs from `before`. */
export function writeLabel(
  database: WritableDatabase,
  imageId: number,
  before: ImageLabel,
  after: ImageLabel,
): void {
  const kept = new Set(after.ellipses.map(({ id }) => id));
  for (const ellipse of before.ellipses) {
    if (!kept.has(ellipse.id)) {
      statement<[number]>(database, 'DELETE FROM ellipses WHERE id = ?').run(ellipse.id);
    }
  }
  const known = new Map(before.ellipses.map((ellipse) => [ellipse.id, ellipse]));
  for (const ellipse of after.ellipses) {
    const old = known.get(ellipse.id);
    if (old === undefined) {
      insertEllipse(database, imageId, ellipse);
    } else if (JSON.stringify(old) !== JSON.stringify(ellipse)) {
      updateEllipse(database, ellipse);
    }
  }
  statement<[string, string, number, number]>(
    database,
    'UPDATE images SET verdict = ?, review = ?, ellipses = ? WHERE id = ?',
  ).run(after.verdict, after.review, after.ellipses.length, imageId);
}

function insertEllipse(database: WritableDatabase, imageId: number, ellipse: StoredEllipse): void {
  statement<[StoredEllipse & { imageId: number }]>(
    database,
    `INSERT INTO ellipses (id, image_id, x, y, a, b, angle, origin, fit_iou)
     VALUES (:id, :imageId, :x, :y, :a, :b, :angle, :origin, :fitIou)`,
  ).run({ ...ellipse, imageId });
}

function updateEllipse(database: WritableDatabase, ellipse: StoredEllipse): void {
  statement<[StoredEllipse]>(
    database,
    `UPDATE ellipses SET x = :x, y = :y, a = :a, b = :b, angle = :angle, origin = :origin,
       fit_iou = :fitIou
     WHERE id = :id`,
  ).run(ellipse);
}
