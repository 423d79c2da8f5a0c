import type { HistoryEntry, HistoryKind, ImageHistory } from '../../src-shared/ipc/image-history';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import { countImageEvents, imageEvents, type StoredEvent } from '../database/event-queries';
import { imageRow } from '../database/image-queries';
import type { ImageLabel } from '../database/label-queries';
import { missingImage } from './image-service';
import type { OpenProject } from './project-service';

/** Events shown at most. */
export const historyLimit = 200;

const kinds: Readonly<Partial<Record<string, HistoryKind>>> = {
  'image.added': 'added',
  'label.add-ellipse': 'add-ellipse',
  'label.change-ellipse': 'change-ellipse',
  'label.delete-ellipses': 'delete-ellipses',
  'label.set-verdict': 'set-verdict',
  'label.set-review': 'set-review',
  'label.taken-over': 'taken-over',
  'label.undo': 'undo',
  'label.redo': 'redo',
};

/**
 * Who did what to an image, newest first, with old and new values.
 *
 * @throws ExpectedFailure `not-found`
 */
export function imageHistory({ database }: OpenProject, imageId: number): ImageHistory {
  if (imageRow(database, imageId) === null) {
    throw missingImage(imageId);
  }
  return {
    entries: imageEvents(database, imageId, historyLimit).map(entry),
    total: countImageEvents(database, imageId),
  };
}

function entry(event: StoredEvent): HistoryEntry {
  const { seq, at, who } = event;
  const before = labelOf(event.old);
  const after = labelOf(event.new);
  return {
    seq,
    at,
    who,
    kind: kinds[event.kind] ?? 'other',
    verdict:
      after === null || before?.verdict === after.verdict
        ? null
        : { old: before?.verdict ?? null, new: after.verdict },
    review:
      after === null || before?.review === after.review
        ? null
        : { old: before?.review ?? null, new: after.review },
    ellipses: changedEllipses(before, after),
  };
}

/** The label in an event's JSON: the value itself, or that of a new image; null where it holds none. */
function labelOf(json: string | null): ImageLabel | null {
  const value: unknown = json === null ? null : JSON.parse(json);
  const inner = hasKey(value, 'label') ? value.label : value;
  // Label events are written from this type alone.
  return hasKey(inner, 'verdict') && hasKey(inner, 'ellipses') ? (inner as ImageLabel) : null;
}

function hasKey<K extends string>(value: unknown, key: K): value is Record<K, unknown> {
  return typeof value === 'object' && value !== null && key in value;
}

function changedEllipses(
  before: ImageLabel | null,
  after: ImageLabel | null,
): HistoryEntry['ellipses'] {
  const old = shapes(before);
  const now = shapes(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort((one, other) => one - other)
    .map((id) => ({ id, old: old.get(id) ?? null, new: now.get(id) ?? null }))
    .filter((change) => JSON.stringify(change.old) !== JSON.stringify(change.new));
}

function shapes(label: ImageLabel | null): ReadonlyMap<number, Ellipse> {
  return new Map(
    (label?.ellipses ?? []).map(({ id, x, y, a, b, angle }) => [id, { x, y, a, b, angle }]),
  );
}
