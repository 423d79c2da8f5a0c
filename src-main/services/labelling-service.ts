import type { Verdict } from '../../src-shared/dataset/label';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { ImageDetail } from '../../src-shared/ipc/views';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import { saidFailure } from '../../src-shared/sentences/english';
import { appendEvent, type EventKind } from '../database/event-queries';
import { recordGesture } from '../database/gesture-queries';
import { imageRow } from '../database/image-queries';
import {
  nextEllipseId,
  orderedLabel,
  readLabel,
  writeLabel,
  type ImageLabel,
  type Signature,
  type StoredEllipse,
} from '../database/label-queries';
import { inTransaction } from '../database/sqlite-failure';
import { ellipseProblem } from '../importers/ellipse-problem';
import { imageDetail, missingImage } from './image-service';
import type { OpenProject } from './project-service';
import { refuseDuringBites } from './work-in-bites';

export { redo, undo } from './undo-service';

// Each gesture is one transaction: the label, its event, and the place of undo and redo. The rules are the table of
// labels in docs; the events hold the image's whole label before and after, so that undo needs no rules of its own.

/** Ellipses that one image may have. */
export const maxEllipses = 1000;

/** An ellipse of an image, and the shape that it gets. */
export interface EllipseChange {
  readonly ellipseId: number;
  readonly shape: Ellipse;
}

/** Adds an ellipse; the first one of an image makes it defective. */
export function addEllipse(project: OpenProject, imageId: number, shape: Ellipse): ImageDetail {
  return addEllipses(project, imageId, [shape]);
}

/** Adds ellipses in one gesture, as {@link addEllipse}; all of them or, where one cannot be, none. */
export function addEllipses(
  project: OpenProject,
  imageId: number,
  shapes: readonly Ellipse[],
): ImageDetail {
  return gesture(
    project,
    imageId,
    'label.add-ellipse',
    (label) => {
      if (shapes.length === 0) return label;
      if (label.ellipses.length + shapes.length > maxEllipses) {
        throw new ExpectedFailure('bad-input', `An image has at most ${maxEllipses} ellipses.`);
      }
      const first = nextEllipseId(project.database);
      const added = shapes.map(
        (shape, index) =>
          ({ id: first + index, ...plain(shape), origin: 'drawn', fitIou: null }) as const,
      );
      return {
        ...label,
        verdict: label.ellipses.length === 0 ? 'defective' : label.verdict,
        ellipses: [...label.ellipses, ...added],
      };
    },
    shapes,
  );
}

/** Moves or reshapes an ellipse; it keeps its id, and counts as drawn from then on. */
export function changeEllipse(
  project: OpenProject,
  imageId: number,
  ellipseId: number,
  shape: Ellipse,
): ImageDetail {
  return changeEllipses(project, imageId, [{ ellipseId, shape }]);
}

/** Moves or reshapes ellipses in one gesture, as {@link changeEllipse}; all of them or none. */
export function changeEllipses(
  project: OpenProject,
  imageId: number,
  changes: readonly EllipseChange[],
): ImageDetail {
  const shapes = new Map(changes.map(({ ellipseId, shape }) => [ellipseId, shape]));
  return gesture(
    project,
    imageId,
    'label.change-ellipse',
    (label) => {
      requireEllipses(label, imageId, [...shapes.keys()]);
      return {
        ...label,
        ellipses: label.ellipses.map((ellipse) => {
          const shape = shapes.get(ellipse.id);
          return shape === undefined || isSameShape(ellipse, shape)
            ? ellipse
            : reshaped(ellipse, shape);
        }),
      };
    },
    [...shapes.values()],
  );
}

/** Where a model proposed it, that stays known. */
function reshaped({ id, proposal }: StoredEllipse, shape: Ellipse): StoredEllipse {
  // The order of the keys is that of rows that are read: labels are compared as JSON.
  return proposal === undefined
    ? { id, ...plain(shape), origin: 'drawn', fitIou: null }
    : { id, ...plain(shape), origin: 'edited', fitIou: null, proposal };
}

/** Deletes ellipses; the verdict stays, also when none is left. */
export function deleteEllipses(
  project: OpenProject,
  imageId: number,
  ellipseIds: readonly number[],
): ImageDetail {
  return gesture(project, imageId, 'label.delete-ellipses', (label) => {
    requireEllipses(label, imageId, ellipseIds);
    return {
      ...label,
      ellipses: label.ellipses.filter(({ id }) => !ellipseIds.includes(id)),
    };
  });
}

/**
 * Sets the verdict. `ok` and `unlabelled` go without ellipses: with some on the image this fails with `bad-input`
 * unless `alsoEllipses`, which deletes them in the same gesture.
 */
export function setVerdict(
  project: OpenProject,
  imageId: number,
  verdict: Verdict,
  alsoEllipses: boolean,
): ImageDetail {
  return gesture(project, imageId, 'label.set-verdict', (label) => {
    const bare = verdict === 'ok' || verdict === 'unlabelled';
    const count = label.ellipses.length;
    if (bare && count > 0 && !alsoEllipses) {
      throw saidFailure('bad-input', 'ellipsesInTheWay', { count, verdict });
    }
    return { ...label, verdict, ellipses: bare ? [] : label.ellipses };
  });
}

function gesture(
  project: OpenProject,
  imageId: number,
  kind: EventKind,
  change: (label: ImageLabel) => ImageLabel,
  shapes: readonly Ellipse[] = [],
): ImageDetail {
  const { database } = project;
  refuseDuringBites(project);
  inTransaction(database, () => {
    const image = imageRow(database, imageId);
    const before = readLabel(database, imageId);
    if (image === null || before === null) {
      throw missingImage(imageId);
    }
    for (const shape of shapes) {
      const problem = ellipseProblem(shape, image.width, image.height);
      if (problem !== null) throw new ExpectedFailure('bad-input', `The ellipse ${problem}.`);
    }
    const changed = change(before);
    if (JSON.stringify(changed) === JSON.stringify(before)) {
      return;
    }
    const at = project.now().toISOString();
    const after = labelledAnew(before, changed, { by: project.author, at });
    writeLabel(database, imageId, before, after);
    const id = appendEvent(database, {
      at,
      who: project.author,
      gesture: null,
      kind,
      imageId,
      old: before,
      new: after,
    });
    recordGesture(database, { id, imageId });
  });
  return imageDetail(project, imageId);
}

/**
 * A changed label with the name of who changed it; without a verdict it is nobody's. One that was reviewed has not been
 * reviewed as it is now; a dispute stays until it is settled.
 */
export function labelledAnew(before: ImageLabel, changed: ImageLabel, by: Signature): ImageLabel {
  const isReset = before.review === 'reviewed';
  return orderedLabel({
    ...changed,
    review: isReset ? 'labelled' : changed.review,
    labelled: changed.verdict === 'unlabelled' ? undefined : by,
    reviewed: isReset ? undefined : changed.reviewed,
  });
}

/** The five numbers in a fixed order, without whatever else the value carries. */
function plain({ x, y, a, b, angle }: Ellipse): Ellipse {
  return { x, y, a, b, angle };
}

function isSameShape(one: Ellipse, other: Ellipse): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

function requireEllipses(label: ImageLabel, imageId: number, ids: readonly number[]): void {
  const known = new Set(label.ellipses.map(({ id }) => id));
  const missing = ids.find((id) => !known.has(id));
  if (missing !== undefined) {
    throw new ExpectedFailure(
      'not-found',
      `There is no ellipse ${missing} on image ${imageId} any more.`,
    );
  }
}
