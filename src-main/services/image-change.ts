import { assertNever } from '../../src-shared/assert-never';
import type { ManyChange } from '../../src-shared/ipc/collection';
import type { WritableDatabase } from '../database/database';
import type { EventKind } from '../database/event-queries';
import { readAspects, writeAspects, type ImageAspects } from '../database/image-aspect-queries';
import { readLabel, writeLabel, type Signature } from '../database/label-queries';
import { labelledAnew } from './labelling-service';
import { reviewProblem, reviewedLabel } from './review-rule';

/** What a change did to one image. */
export type ImageChanged =
  | {
      readonly kind: 'changed';
      readonly event: EventKind;
      readonly old: unknown;
      readonly new: unknown;
    }
  | { readonly kind: 'unchanged' | 'with-ellipses' | 'refused' | 'gone' };

/** Makes one change to one image, without its event. */
export function changeImage(
  database: WritableDatabase,
  imageId: number,
  change: ManyChange,
  by: Signature,
): ImageChanged {
  switch (change.kind) {
    case 'verdict':
      return changeVerdict(database, imageId, change, by);
    case 'review':
      return changeReview(database, imageId, change, by);
    case 'texture':
      return changeAspect(database, imageId, 'image.set-texture', { texture: change.textureId });
    case 'group':
      return changeAspect(database, imageId, 'image.set-group', { group: change.group });
    case 'exclude':
      return changeAspect(database, imageId, 'image.set-excluded', { excluded: change.excluded });
    default:
      return assertNever(change);
  }
}

function changeVerdict(
  database: WritableDatabase,
  imageId: number,
  { verdict, deleteEllipses }: Extract<ManyChange, { kind: 'verdict' }>,
  by: Signature,
): ImageChanged {
  const before = readLabel(database, imageId);
  if (before === null) return { kind: 'gone' };
  if (before.verdict === verdict) return { kind: 'unchanged' };
  const bare = verdict === 'ok' || verdict === 'unlabelled';
  if (bare && before.ellipses.length > 0 && !deleteEllipses) return { kind: 'with-ellipses' };
  const ellipses = bare ? [] : before.ellipses;
  const after = labelledAnew(before, { ...before, verdict, ellipses }, by);
  writeLabel(database, imageId, before, after);
  return { kind: 'changed', event: 'label.set-verdict', old: before, new: after };
}

function changeReview(
  database: WritableDatabase,
  imageId: number,
  { review }: Extract<ManyChange, { kind: 'review' }>,
  by: Signature,
): ImageChanged {
  const before = readLabel(database, imageId);
  if (before === null) return { kind: 'gone' };
  if (before.review === review) return { kind: 'unchanged' };
  if (reviewProblem(before, review, by.by) !== null) return { kind: 'refused' };
  const after = reviewedLabel(before, review, by);
  writeLabel(database, imageId, before, after);
  return { kind: 'changed', event: 'label.set-review', old: before, new: after };
}

function changeAspect(
  database: WritableDatabase,
  imageId: number,
  event: EventKind,
  wanted: Partial<ImageAspects>,
): ImageChanged {
  const aspects = readAspects(database, imageId);
  if (aspects === null) return { kind: 'gone' };
  const old = Object.fromEntries(Object.entries(aspects).filter(([key]) => key in wanted));
  if (JSON.stringify(old) === JSON.stringify(wanted)) return { kind: 'unchanged' };
  writeAspects(database, imageId, wanted);
  return { kind: 'changed', event, old, new: wanted };
}
