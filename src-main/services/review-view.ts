import type { ReviewView } from '../../src-shared/ipc/review-views';
import { readLabel } from '../database/label-queries';
import { notesOfImage } from '../database/note-queries';
import type { OpenProject } from './project-service';
import { reviewProblem } from './review-rule';

/** How far an image has been looked at; of one that is gone, nothing. */
export function reviewView({ database, author }: OpenProject, imageId: number): ReviewView {
  const label = readLabel(database, imageId);
  const problem = label === null ? null : reviewProblem(label, 'reviewed', author);
  return {
    labelled: label?.labelled ?? null,
    reviewed: label?.reviewed ?? null,
    refusal: problem === 'own-dispute' ? null : problem,
    notes: notesOfImage(database, imageId).map(({ id, ellipse, text, who, at }) => ({
      id,
      ellipseId: ellipse,
      text,
      who,
      at,
    })),
  };
}
