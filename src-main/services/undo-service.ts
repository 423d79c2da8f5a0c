import { appendEvent, gestureEvents, type StoredEvent } from '../database/event-queries';
import { markGesture, nextRedo, nextUndo, type Gesture } from '../database/gesture-queries';
import { inTransaction } from '../database/sqlite-failure';
import { bringTo, replayKinds, subjectOf } from './gesture-events';
import type { OpenProject } from './project-service';
import { biteImages, breathe, inBites, refuseDuringBites, type BiteHooks } from './work-in-bites';

/** What an undo or redo did. */
export interface Replayed {
  /** The gesture; null where there was none to undo, or to do again. */
  readonly gesture: number | null;
  /** The image that it touched; null for none, or more than one. */
  readonly imageId: number | null;
  /** How many images it touched. */
  readonly images: number;
  /** False where a part is left, which the next call goes on with. */
  readonly whole: boolean;
}

type Direction = 'undone' | 'done';

const nothing: Replayed = { gesture: null, imageId: null, images: 0, whole: true };

/** Takes back the newest gesture that stands: all of it, where it touches few images, else the next bite of it. */
export function undo(project: OpenProject): Replayed {
  refuseDuringBites(project);
  return replay(project, 'undone', null);
}

/** Does again the gesture that was taken back last; as {@link undo}. */
export function redo(project: OpenProject): Replayed {
  refuseDuringBites(project);
  return replay(project, 'done', null);
}

/**
 * As {@link undo}, to the end of a gesture of many images. Stopped or killed in between, the next call goes on.
 */
export function undoWhole(project: OpenProject, hooks: BiteHooks): Promise<Replayed> {
  return replayWhole(project, 'undone', hooks);
}

/** As {@link redo}, to the end of a gesture of many images. */
export function redoWhole(project: OpenProject, hooks: BiteHooks): Promise<Replayed> {
  return replayWhole(project, 'done', hooks);
}

async function replayWhole(
  project: OpenProject,
  direction: Direction,
  { onProgress, signal }: BiteHooks,
): Promise<Replayed> {
  return inBites(project, async () => {
    let images = 0;
    let cursor: number | null = null;
    for (;;) {
      const bite: Bite = replay(project, direction, cursor);
      images += bite.images;
      if (bite.whole || signal.cancelled) return { ...bite, images };
      onProgress(images, Math.max(images, bite.total));
      cursor = bite.next;
      await breathe();
    }
  });
}

interface Bite extends Replayed {
  /** The event to go on with. */
  readonly next: number;
  /** About how many images the gesture has. */
  readonly total: number;
}

/** @param cursor the event to go on with; null begins at the gesture's end (its begin, for redo). */
function replay(project: OpenProject, direction: Direction, cursor: number | null): Bite {
  const { database } = project;
  return inTransaction(database, () => {
    const found = direction === 'undone' ? nextUndo(database) : nextRedo(database);
    if (found === null) return { ...nothing, next: 0, total: 0 };
    const events = eventsFrom(project, found, direction, cursor);
    const touched = new Set<number>();
    for (const event of events) {
      if (replayEvent(project, event, direction) && event.imageId !== null) {
        touched.add(event.imageId);
      }
    }
    const images = touched.size;
    const last = events.at(-1);
    const whole =
      last === undefined || last.seq === (direction === 'undone' ? found.id : found.lastSeq);
    markGesture(
      database,
      found.id,
      whole ? direction : direction === 'undone' ? 'undoing' : 'redoing',
    );
    return {
      gesture: found.id,
      imageId: found.imageId,
      images,
      whole,
      next: last === undefined ? 0 : last.seq + (direction === 'undone' ? -1 : 1),
      total: found.lastSeq - found.id + 1,
    };
  });
}

function eventsFrom(
  { database }: OpenProject,
  { id, lastSeq }: Gesture,
  direction: Direction,
  cursor: number | null,
): readonly StoredEvent[] {
  return direction === 'undone'
    ? gestureEvents(database, id, id, cursor ?? lastSeq, 'newest first', biteImages)
    : gestureEvents(database, id, cursor ?? id, lastSeq, 'oldest first', biteImages);
}

/** @returns whether something was changed. */
function replayEvent(project: OpenProject, event: StoredEvent, direction: Direction): boolean {
  const { database } = project;
  const [from, to] = direction === 'undone' ? [event.new, event.old] : [event.old, event.new];
  if (from === null || to === null) {
    throw new Error(`Event ${event.seq} of a gesture does not hold both values.`);
  }
  if (bringTo(database, event, from, to) !== 'changed') return false;
  appendEvent(database, {
    at: project.now().toISOString(),
    who: project.author,
    gesture: event.gesture,
    kind: replayKinds[subjectOf(event.kind)][direction],
    imageId: event.imageId,
    old: JSON.parse(from) as unknown,
    new: JSON.parse(to) as unknown,
  });
  return true;
}
