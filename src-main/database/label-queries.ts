import type { Review, Verdict } from '../../src-shared/dataset/label';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import { statement, type ReadableDatabase, type WritableDatabase } from './database';

/**
 * How an ellipse came about; `inscribed`: it touches the sides of a box that was marked instead; `accepted`, `edited`: a
 * model proposed it, and somebody took it as it was, or with another shape.
 */
export const ellipseOrigins = [
  'drawn',
  'imported',
  'fitted',
  'generated',
  'inscribed',
  'accepted',
  'edited',
] as const;
export type EllipseOrigin = (typeof ellipseOrigins)[number];

export interface StoredEllipse extends Ellipse {
  readonly id: number;
  readonly origin: EllipseOrigin;
  /** Intersection over union with the mask that it was fitted to; null for the others. */
  readonly fitIou: number | null;
  /** Where an accepted or edited one comes from; left out for the others. */
  readonly proposal?: EllipseProposal | undefined;
}

/** Which model proposed an ellipse, and who accepted it when. */
export interface EllipseProposal extends Signature {
  readonly run: string;
  /** 1-based. */
  readonly trial: number;
  /** 0 … 1. */
  readonly score: number;
}

/** Who did something under which name, and when (ISO 8601). */
export interface Signature {
  readonly by: string;
  readonly at: string;
}

/** All that is decided about one image; what the label events hold before and after. */
export interface ImageLabel {
  readonly verdict: Verdict;
  readonly review: Review;
  /** Who gave it this verdict or changed its ellipses last; left out where nobody did so here: without a label, or imported. */
  readonly labelled?: Signature | undefined;
  /** Who reviewed or disputed it; left out where nobody did. */
  readonly reviewed?: Signature | undefined;
  /** By id. */
  readonly ellipses: readonly StoredEllipse[];
}

/** The label of an image; null where there is no such image. */
export function readLabel(database: ReadableDatabase, imageId: number): ImageLabel | null {
  const row = statement<[number], LabelRow>(
    database,
    `SELECT verdict, review, labelled_by AS labelledBy, labelled_at AS labelledAt,
       reviewed_by AS reviewedBy, reviewed_at AS reviewedAt FROM images WHERE id = ?`,
  ).get(imageId);
  return row === undefined
    ? null
    : orderedLabel({
        verdict: row.verdict,
        review: row.review,
        labelled: signature(row.labelledBy, row.labelledAt),
        reviewed: signature(row.reviewedBy, row.reviewedAt),
        ellipses: readEllipses(database, imageId),
      });
}

interface LabelRow {
  readonly verdict: Verdict;
  readonly review: Review;
  readonly labelledBy: string | null;
  readonly labelledAt: string | null;
  readonly reviewedBy: string | null;
  readonly reviewedAt: string | null;
}

function signature(by: string | null, at: string | null): Signature | undefined {
  return by === null || at === null ? undefined : { by, at };
}

/** The label with its keys in the one order, so that equal labels are the same JSON. */
export function orderedLabel(label: ImageLabel): ImageLabel {
  const { verdict, review, labelled, reviewed, ellipses } = label;
  return {
    verdict,
    review,
    ...(labelled === undefined ? {} : { labelled: { by: labelled.by, at: labelled.at } }),
    ...(reviewed === undefined ? {} : { reviewed: { by: reviewed.by, at: reviewed.at } }),
    ellipses,
  };
}

/** A label with those signatures alone that an event's label has: events of older versions hold none. */
export function signedAs(label: ImageLabel, like: ImageLabel): ImageLabel {
  return orderedLabel({
    ...label,
    labelled: like.labelled === undefined ? undefined : label.labelled,
    reviewed: like.reviewed === undefined ? undefined : label.reviewed,
  });
}

/** The ellipses of an image by id. */
export function readEllipses(
  database: ReadableDatabase,
  imageId: number,
): readonly StoredEllipse[] {
  return statement<[number], Omit<StoredEllipse, 'proposal'> & { proposal: string | null }>(
    database,
    `SELECT id, x, y, a, b, angle, origin, fit_iou AS fitIou, proposal
     FROM ellipses WHERE image_id = ? ORDER BY id`,
  )
    .all(imageId)
    .map(({ proposal, ...ellipse }) =>
      // Written below from this type alone; the key is left out where there is none, as in older events.
      proposal === null
        ? ellipse
        : { ...ellipse, proposal: JSON.parse(proposal) as EllipseProposal },
    );
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
  statement<[Record<string, string | number | null>]>(
    database,
    `UPDATE images SET verdict = :verdict, review = :review, ellipses = :ellipses,
       labelled_by = :labelledBy, labelled_at = :labelledAt,
       reviewed_by = :reviewedBy, reviewed_at = :reviewedAt WHERE id = :imageId`,
  ).run({
    imageId,
    verdict: after.verdict,
    review: after.review,
    ellipses: after.ellipses.length,
    labelledBy: after.labelled?.by ?? null,
    labelledAt: after.labelled?.at ?? null,
    reviewedBy: after.reviewed?.by ?? null,
    reviewedAt: after.reviewed?.at ?? null,
  });
}

function insertEllipse(database: WritableDatabase, imageId: number, ellipse: StoredEllipse): void {
  statement<[EllipseRow & { imageId: number }]>(
    database,
    `INSERT INTO ellipses (id, image_id, x, y, a, b, angle, origin, fit_iou, proposal)
     VALUES (:id, :imageId, :x, :y, :a, :b, :angle, :origin, :fitIou, :proposal)`,
  ).run({ ...ellipseRow(ellipse), imageId });
}

function updateEllipse(database: WritableDatabase, ellipse: StoredEllipse): void {
  statement<[EllipseRow]>(
    database,
    `UPDATE ellipses SET x = :x, y = :y, a = :a, b = :b, angle = :angle, origin = :origin,
       fit_iou = :fitIou, proposal = :proposal
     WHERE id = :id`,
  ).run(ellipseRow(ellipse));
}

type EllipseRow = Omit<StoredEllipse, 'proposal'> & { readonly proposal: string | null };

function ellipseRow({ proposal, ...ellipse }: StoredEllipse): EllipseRow {
  return { ...ellipse, proposal: proposal === undefined ? null : JSON.stringify(proposal) };
}
