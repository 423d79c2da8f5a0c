import type { Review, Verdict } from '../../src-shared/dataset/label';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import { statement, type ReadableDatabase } from './database';

/** An image of the project with its label, as a run may take it. */
export interface Candidate {
  readonly imageId: number;
  readonly sha256: string;
  readonly name: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly texture: string;
  readonly verdict: Verdict;
  readonly review: Review;
  /** Image pixels. */
  readonly ellipses: readonly Ellipse[];
}

type CandidateRow = Omit<Candidate, 'ellipses'>;

interface EllipseRow extends Ellipse {
  imageId: number;
}

/** All texture names in class order. */
export function textureNames(database: ReadableDatabase): readonly string[] {
  return statement<[], { name: string }>(
    database,
    'SELECT name FROM textures WHERE merged_into IS NULL ORDER BY position',
  )
    .all()
    .map((row) => row.name);
}

/** The next `limit` images after the id `after` that are not excluded, by id, with their ellipses. */
export function candidatesAfter(
  database: ReadableDatabase,
  after: number,
  limit: number,
): readonly Candidate[] {
  const rows = statement<[number, number], CandidateRow>(
    database,
    `SELECT images.id AS imageId, sha256, images.name, width, height, channels,
       textures.name AS texture, verdict, review
     FROM images JOIN textures ON textures.id = images.texture_id
     WHERE excluded = 0 AND images.id > ? ORDER BY images.id LIMIT ?`,
  ).all(after, limit);
  const last = rows.at(-1);
  if (last === undefined) return [];
  const shapes = new Map<number, Ellipse[]>();
  const ellipseRows = statement<[number, number], EllipseRow>(
    database,
    `SELECT image_id AS imageId, x, y, a, b, angle FROM ellipses
     WHERE image_id > ? AND image_id <= ? ORDER BY image_id, id`,
  ).all(after, last.imageId);
  for (const { imageId, ...shape } of ellipseRows) {
    shapes.set(imageId, [...(shapes.get(imageId) ?? []), shape]);
  }
  return rows.map((row) => ({ ...row, ellipses: shapes.get(row.imageId) ?? [] }));
}
