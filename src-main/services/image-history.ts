import type { HistoryEntry, HistoryKind, ImageHistory } from '../../src-shared/ipc/image-history';
import type { ModelChoice } from '../../src-shared/ipc/proposal-views';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import type { ReadableDatabase } from '../database/database';
import {
  countImageEvents,
  eventsAfter,
  imageEvents,
  type StoredEvent,
} from '../database/event-queries';
import type { ImageAspects } from '../database/image-aspect-queries';
import { imageRow } from '../database/image-queries';
import type { ImageLabel } from '../database/label-queries';
import type { ProposalStates } from '../database/proposal-queries';
import { sourceOfImage } from '../database/project-queries';
import type { StoredRuling } from '../database/ruling-queries';
import { textureRow } from '../database/texture-queries';
import { missingImage } from './image-service';
import type { OpenProject } from './project-service';

/** Events shown at most. */
export const historyLimit = 200;

const kinds: Readonly<Partial<Record<string, HistoryKind>>> = {
  'image.added': 'added',
  'image.set-texture': 'set-texture',
  'image.set-group': 'set-group',
  'image.set-excluded': 'set-excluded',
  'image.mask-kept': 'keep-mask',
  'image.undo': 'undo',
  'image.redo': 'redo',
  'texture.merged': 'set-texture',
  'label.add-ellipse': 'add-ellipse',
  'label.change-ellipse': 'change-ellipse',
  'label.delete-ellipses': 'delete-ellipses',
  'label.set-verdict': 'set-verdict',
  'label.set-review': 'set-review',
  'label.taken-over': 'taken-over',
  'label.accept-proposals': 'accept-proposals',
  'proposal.made': 'propose',
  'proposal.rejected': 'reject-proposals',
  'proposal.undo': 'undo',
  'proposal.redo': 'redo',
  'note.added': 'add-note',
  'note.removed': 'remove-note',
  'ruling.made': 'ruling',
  'ruling.undo': 'undo',
  'ruling.redo': 'redo',
  'note.undo': 'undo',
  'note.redo': 'redo',
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
    entries: imageEvents(database, imageId, historyLimit).map((event) => entry(database, event)),
    total: countImageEvents(database, imageId),
  };
}

function entry(database: ReadableDatabase, event: StoredEvent): HistoryEntry {
  const { seq, at, who } = event;
  const kind = kinds[event.kind] ?? 'other';
  const before = labelOf(event.old);
  const after = labelOf(event.new);
  return {
    seq,
    at,
    who,
    kind,
    of: kind === 'undo' || kind === 'redo' ? gestureKind(database, event.gesture) : null,
    source:
      kind === 'added' && event.imageId !== null ? sourceOfImage(database, event.imageId) : null,
    verdict:
      after === null || before?.verdict === after.verdict
        ? null
        : { old: before?.verdict ?? null, new: after.verdict },
    review:
      after === null || before?.review === after.review
        ? null
        : { old: before?.review ?? null, new: after.review },
    ...changedAspects(database, aspectsOf(event.old), aspectsOf(event.new)),
    ellipses: changedEllipses(before, after),
    note: noteOf(event.new) ?? noteOf(event.old),
    ruling: rulingOf(event.new) ?? rulingOf(event.old),
    proposed: proposedIn(event),
  };
}

/** The kind of the event that gave a gesture its number. */
function gestureKind(database: ReadableDatabase, gesture: number): HistoryKind {
  const [first] = eventsAfter(database, gesture - 1, 1);
  return kinds[first?.kind ?? ''] ?? 'other';
}

function changedAspects(
  database: ReadableDatabase,
  before: Partial<ImageAspects>,
  after: Partial<ImageAspects>,
): Pick<HistoryEntry, 'texture' | 'group' | 'excluded'> {
  const name = (id: number | undefined): string | null =>
    id === undefined ? null : (textureRow(database, id)?.name ?? `${id}`);
  return {
    texture:
      after.texture === undefined ? null : { old: name(before.texture), new: name(after.texture) },
    group: after.group === undefined ? null : { old: before.group ?? null, new: after.group },
    excluded:
      after.excluded === undefined ? null : { old: before.excluded ?? false, new: after.excluded },
  };
}

/** What an event's JSON says of an image beside its label; nothing where it says none. */
function aspectsOf(json: string | null): Partial<ImageAspects> {
  const value: unknown = json === null ? null : JSON.parse(json);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  // Image events and those of new images are written from this type alone; label events have none of its keys.
  const { texture, group, excluded } = value as Partial<ImageAspects>;
  return {
    ...(texture === undefined ? {} : { texture }),
    ...(group === undefined ? {} : { group }),
    ...(excluded === undefined ? {} : { excluded }),
  };
}

/** The label in an event's JSON: the value itself, or that of a new image; null where it holds none. */
function labelOf(json: string | null): ImageLabel | null {
  const value: unknown = json === null ? null : JSON.parse(json);
  const inner = hasKey(value, 'label') ? value.label : value;
  // Label events are written from this type alone.
  return hasKey(inner, 'verdict') && hasKey(inner, 'ellipses') ? (inner as ImageLabel) : null;
}

/** The ruling in an event's JSON; null where it holds none. */
function rulingOf(json: string | null): HistoryEntry['ruling'] {
  const value: unknown = json === null ? null : JSON.parse(json);
  const ruling = hasKey(value, 'ruling') ? value.ruling : null;
  if (ruling === null) return null;
  // Written by doubt-service.ts from this type alone.
  const { labelRight, note, verdict, run, defective, score } = ruling as StoredRuling;
  return { labelRight, note, verdict, run, defective, score };
}

/** The text of the note in an event's JSON; null where it holds none. */
function noteOf(json: string | null): string | null {
  const value: unknown = json === null ? null : JSON.parse(json);
  const note = hasKey(value, 'note') ? value.note : null;
  return hasKey(note, 'text') && typeof note.text === 'string' ? note.text : null;
}

/** What a model proposed; null for other events. */
function proposedIn({ kind, new: json }: StoredEvent): HistoryEntry['proposed'] {
  if (kind !== 'proposal.made' || json === null) return null;
  // Written by proposal-service.ts alone.
  const { run, trial, states } = JSON.parse(json) as ModelChoice & ProposalStates;
  return { run, trial, ellipses: states.length };
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
