/**
 * `trial-K/evaluations/ITERATION.json`: what the network decided on each image at one evaluation. Columns with an entry
 * an image, all equally long.
 */
export interface KeptEvaluation {
  readonly formatVersion: 1;
  readonly trial: number;
  /** SGD iterations done when the images were decided. */
  readonly iteration: number;
  readonly side: 'validation' | 'test';
  readonly accuracy: number | null;
  /** What the choice of a model weighs; null without images. */
  readonly loss: number | null;
  /** Indices into the job's images, which are the positions in the run's snapshot. */
  readonly images: readonly number[];
  /** Decided class: 2·texture + (defective ? 1 : 0). */
  readonly classes: readonly number[];
  /** Defect scores, nine significant digits. */
  readonly scores: readonly number[];
  /** Class indices of the grid patches row by row, separated by spaces, as in the predictions CSV. */
  readonly patches: readonly string[];
}

/** Name of the file of an iteration below the trial's `evaluations/`; names sort as iterations do. */
export function keptEvaluationFile(iteration: number): string {
  return `${String(iteration).padStart(8, '0')}.json`;
}

/** Folder below a trial's folder. */
export const keptEvaluationsFolder = 'evaluations';
