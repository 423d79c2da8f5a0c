import type { LabelledEllipse } from '../../src-shared/ipc/views';
import { boxBetween, ellipseMeetsBox } from '../../src-shared/labelling/ellipse-box';
import type { Point } from '../../src-shared/labelling/ellipse-edit';

/** Ids of ellipses; the last one was selected last. */
export type Selection = readonly number[];

/**
 * What is selected after a click.
 *
 * @param before what was selected before it.
 * @param under ids of the ellipses there, the smallest first.
 * @param additive with Shift or Ctrl: the smallest one is added, or taken out.
 * @returns where one of those under the pointer was selected alone, the next larger one, and after the largest the smallest:
 *   so each of several ellipses on top of each other can be reached.
 */
export function afterClick(
  before: Selection,
  under: readonly number[],
  additive: boolean,
): Selection {
  const [first] = under;
  if (first === undefined) return additive ? before : [];
  if (additive) {
    return before.includes(first) ? before.filter((id) => id !== first) : [...before, first];
  }
  const [alone, ...others] = before;
  const place = alone === undefined || others.length > 0 ? -1 : under.indexOf(alone);
  return [under[(place + 1) % under.length] ?? first];
}

/** What is selected after a box was drawn around ellipses: those that it touches, beside the others where additive. */
export function afterBox(
  before: Selection,
  ellipses: readonly LabelledEllipse[],
  from: Point,
  to: Point,
  additive: boolean,
): Selection {
  const box = boxBetween(from, to);
  const touched = ellipses.filter(({ shape }) => ellipseMeetsBox(shape, box)).map(({ id }) => id);
  return additive ? [...before.filter((id) => !touched.includes(id)), ...touched] : touched;
}

/**
 * The ellipse after (1) or before (−1) the one that was selected last, in the order of the list; null beyond its ends, where
 * the key goes on to what else takes keys.
 */
export function afterStep(
  before: Selection,
  ellipses: readonly LabelledEllipse[],
  by: 1 | -1,
): Selection | null {
  const last = before.at(-1);
  const place = ellipses.findIndex(({ id }) => id === last);
  const next = ellipses[place === -1 && by === -1 ? ellipses.length - 1 : place + by];
  return next === undefined ? null : [next.id];
}
