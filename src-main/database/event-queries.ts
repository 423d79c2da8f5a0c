import { createHash } from 'node:crypto';
import { statement, type ReadableDatabase, type WritableDatabase } from './database';

/**
 * What an event says happened. Label kinds carry the image's whole label before and after; image kinds the aspects that
 * they change; texture kinds the rows of the textures; note and ruling kinds one that is there, or is not; proposal
 * kinds the states of a model's proposals.
 */
export type EventKind =
  | 'project.created'
  | 'project.restored'
  | 'texture.added'
  | 'texture.changed'
  | 'texture.ordered'
  | 'texture.merged'
  | 'texture.undo'
  | 'texture.redo'
  | 'image.added'
  | 'image.set-texture'
  | 'image.set-group'
  | 'image.set-excluded'
  | 'image.mask-kept'
  | 'image.undo'
  | 'image.redo'
  | 'image.purged'
  | 'split.stored'
  | 'run.noted'
  | 'run.thresholds'
  | 'floors.set'
  | 'release.promoted'
  | 'release.returned'
  | 'label.add-ellipse'
  | 'label.change-ellipse'
  | 'label.delete-ellipses'
  | 'label.set-verdict'
  | 'label.set-review'
  | 'label.taken-over'
  | 'label.accept-proposals'
  | 'proposal.made'
  | 'proposal.accepted'
  | 'proposal.rejected'
  | 'proposal.undo'
  | 'proposal.redo'
  | 'note.added'
  | 'note.removed'
  | 'note.undo'
  | 'note.redo'
  | 'ruling.made'
  | 'ruling.undo'
  | 'ruling.redo'
  | 'label.undo'
  | 'label.redo';

export interface NewEvent {
  /** ISO 8601; for the reader, the order is by number. */
  readonly at: string;
  readonly who: string;
  /** The gesture that this event belongs to; null makes it a gesture of its own. */
  readonly gesture: number | null;
  readonly kind: EventKind;
  readonly imageId: number | null;
  /** Stored as JSON. */
  readonly old: unknown;
  readonly new: unknown;
}

export interface StoredEvent {
  readonly seq: number;
  readonly at: string;
  readonly who: string;
  readonly gesture: number;
  readonly kind: EventKind;
  readonly imageId: number | null;
  /** JSON text, or null. */
  readonly old: string | null;
  readonly new: string | null;
  readonly prevHash: string;
  readonly hash: string;
}

const firstPrevHash = '0'.repeat(64);

const eventColumns =
  'seq, at, who, gesture, kind, image_id AS imageId, old, new, prev_hash AS prevHash, hash';

/**
 * The hash of an event: SHA-256 over the JSON array of its predecessor's hash and all its own fields, so that changing
 * one row breaks the chain from there on.
 */
export function eventHash(event: Omit<StoredEvent, 'hash'>): string {
  const { prevHash, seq, at, who, gesture, kind, imageId, old, new: next } = event;
  return createHash('sha256')
    .update(JSON.stringify([prevHash, seq, at, who, gesture, kind, imageId, old, next]))
    .digest('hex');
}

/**
 * Appends an event to the chain; call it inside the transaction of the change that it tells of.
 *
 * @returns its number; the first event of a gesture gives the gesture its number.
 */
export function appendEvent(database: WritableDatabase, event: NewEvent): number {
  const last = statement<[], { seq: number; hash: string }>(
    database,
    'SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1',
  ).get();
  const seq = (last?.seq ?? 0) + 1;
  const complete = {
    seq,
    at: event.at,
    who: event.who,
    gesture: event.gesture ?? seq,
    kind: event.kind,
    imageId: event.imageId,
    old: asJson(event.old),
    new: asJson(event.new),
    prevHash: last?.hash ?? firstPrevHash,
  };
  statement<[Record<string, unknown>]>(
    database,
    `INSERT INTO events (seq, at, who, gesture, kind, image_id, old, new, prev_hash, hash)
     VALUES (:seq, :at, :who, :gesture, :kind, :imageId, :old, :new, :prevHash, :hash)`,
  ).run({ ...complete, hash: eventHash(complete) });
  return seq;
}

function asJson(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

/** Up to `limit` events after `seq`, in order. */
export function eventsAfter(
  database: ReadableDatabase,
  seq: number,
  limit: number,
): readonly StoredEvent[] {
  return statement<[number, number], StoredEvent>(
    database,
    `SELECT ${eventColumns} FROM events WHERE seq > ? ORDER BY seq LIMIT ?`,
  ).all(seq, limit);
}

/** Up to `limit` events of a gesture as it was made (not of its undo), from event `from` to event `to`, both included. */
export function gestureEvents(
  database: ReadableDatabase,
  gesture: number,
  from: number,
  to: number,
  order: 'oldest first' | 'newest first',
  limit: number,
): readonly StoredEvent[] {
  return statement<[number, number, number, number], StoredEvent>(
    database,
    `SELECT ${eventColumns} FROM events WHERE gesture = ? AND seq BETWEEN ? AND ?
     ORDER BY seq ${order === 'oldest first' ? 'ASC' : 'DESC'} LIMIT ?`,
  ).all(gesture, from, to, limit);
}

/** Up to `limit` events of one image before event `before`, newest first. */
export function imageEventsBefore(
  database: ReadableDatabase,
  imageId: number,
  before: number,
  limit: number,
): readonly StoredEvent[] {
  return statement<[number, number, number], StoredEvent>(
    database,
    `SELECT ${eventColumns} FROM events WHERE image_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
  ).all(imageId, before, limit);
}

/** The history of one image, newest first, at most `limit` events. */
export function imageEvents(
  database: ReadableDatabase,
  imageId: number,
  limit: number,
): readonly StoredEvent[] {
  return statement<[number, number], StoredEvent>(
    database,
    `SELECT ${eventColumns} FROM events WHERE image_id = ? ORDER BY seq DESC LIMIT ?`,
  ).all(imageId, limit);
}

/** The events of the notes of one image, or of the rulings on it, oldest first. */
export function remarkEvents(
  database: ReadableDatabase,
  imageId: number,
  subject: 'note' | 'ruling',
): readonly StoredEvent[] {
  return statement<[number, string], StoredEvent>(
    database,
    `SELECT ${eventColumns} FROM events WHERE image_id = ? AND kind GLOB ? ORDER BY seq`,
  ).all(imageId, `${subject}.*`);
}

/** The number of the newest event; 0 without one. It grows with every change of images and labels. */
export function newestEvent(database: ReadableDatabase): number {
  return (
    statement<[], { seq: number | null }>(database, 'SELECT MAX(seq) AS seq FROM events').get()
      ?.seq ?? 0
  );
}

/** The events of proposals after event `after`, up to event `to`, oldest first. */
export function proposalEvents(
  database: ReadableDatabase,
  after: number,
  to: number,
): readonly StoredEvent[] {
  return statement<[number, number], StoredEvent>(
    database,
    `SELECT ${eventColumns} FROM events WHERE seq > ? AND seq <= ? AND kind GLOB 'proposal.*'
     ORDER BY seq`,
  ).all(after, to);
}

/** Up to `limit` events of floors and releases after event `after`, oldest first. */
export function releaseEvents(
  database: ReadableDatabase,
  after: number,
  limit: number,
): readonly StoredEvent[] {
  // The kinds stand in the text, so that the partial index serves it.
  return statement<[number, number], StoredEvent>(
    database,
    `SELECT ${eventColumns} FROM events
     WHERE kind IN ('floors.set', 'release.promoted', 'release.returned') AND seq > ?
     ORDER BY seq LIMIT ?`,
  ).all(after, limit);
}

/** How many events an image's history has. */
export function countImageEvents(database: ReadableDatabase, imageId: number): number {
  return (
    statement<[number], { count: number }>(
      database,
      'SELECT COUNT(*) AS count FROM events WHERE image_id = ?',
    ).get(imageId)?.count ?? 0
  );
}

/** Events that {@link verifyEventChain} reads between two breaths of the loop. */
const chunkEvents = 200;

/**
 * Follows the chain from the first event to the last, in chunks, so that the loop stays free.
 *
 * @returns the number of the first event that does not fit, or null where all do.
 */
export async function verifyEventChain(database: ReadableDatabase): Promise<number | null> {
  let seq = 0;
  let prevHash = firstPrevHash;
  for (;;) {
    const events = eventsAfter(database, seq, chunkEvents);
    if (events.length === 0) {
      return null;
    }
    for (const event of events) {
      if (event.seq !== seq + 1 || event.prevHash !== prevHash || event.hash !== eventHash(event)) {
        return event.seq;
      }
      seq = event.seq;
      prevHash = event.hash;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
