import type { ReadableDatabase } from './database';

/** Somebody with how many images; null where a label came with an import. */
export interface PersonImages {
  readonly who: string | null;
  readonly images: number;
}

/** Who stands behind the labels of a run's images as they are now; most images first. */
export interface LabelPeople {
  readonly labelled: readonly PersonImages[];
  readonly reviewed: readonly PersonImages[];
}

/** Images that have been purged since are left out. */
export function labelPeople(database: ReadableDatabase, runSeq: number): LabelPeople {
  return {
    labelled: database
      .prepare<[number], PersonImages>(
        `SELECT labelled_by AS who, COUNT(*) AS images
         FROM run_images AS own JOIN images ON images.id = own.image_id
         WHERE own.run_seq = ? GROUP BY who ORDER BY images DESC, who`,
      )
      .all(runSeq),
    reviewed: database
      .prepare<[number], PersonImages>(
        `SELECT reviewed_by AS who, COUNT(*) AS images
         FROM run_images AS own JOIN images ON images.id = own.image_id
         WHERE own.run_seq = ? AND review = 'reviewed' AND reviewed_by IS NOT NULL
         GROUP BY who ORDER BY images DESC, who`,
      )
      .all(runSeq),
  };
}
