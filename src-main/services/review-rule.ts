import type { Review } from '../../src-shared/dataset/label';
import { orderedLabel, type ImageLabel, type Signature } from '../database/label-queries';

// A second person reviews. Names are declared and nobody checks them, so this keeps no one out who means to get past
// it; it keeps "reviewed" from meaning less than two names (docs/decisions/0092-review-by-a-second-person.md).

/** Why somebody may not bring a label to a review state. */
export type ReviewProblem = 'no-label' | 'own-label' | 'own-dispute';

/** Null where they may. */
export function reviewProblem(
  label: ImageLabel,
  wanted: Review,
  who: string,
): ReviewProblem | null {
  if (wanted !== 'labelled' && label.verdict === 'unlabelled') return 'no-label';
  const isOwn = label.labelled !== undefined && isSameName(label.labelled.by, who);
  if (wanted === 'reviewed' && isOwn) return 'own-label';
  // Nobody takes a dispute of the own label away but who raised it.
  const raised = label.reviewed !== undefined && isSameName(label.reviewed.by, who);
  if (wanted === 'labelled' && label.review === 'disputed' && isOwn && !raised) {
    return 'own-dispute';
  }
  return null;
}

/** The label in another review state. */
export function reviewedLabel(label: ImageLabel, review: Review, by: Signature): ImageLabel {
  return orderedLabel({ ...label, review, reviewed: review === 'labelled' ? undefined : by });
}

/** Names are the same whatever their case and the spaces around them. */
export function isSameName(one: string, other: string): boolean {
  const plain = (name: string): string => name.trim().normalize('NFC').toLowerCase();
  return plain(one) === plain(other);
}
