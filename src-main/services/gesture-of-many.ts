import { appendEvent, type EventKind } from '../database/event-queries';
import { extendGesture, recordGesture } from '../database/gesture-queries';
import type { OpenProject } from './project-service';

/** Appends the events of one gesture, in as many transactions as it takes. */
export class GestureOfMany {
  private id: number | null = null;
  /** Within the transaction under way. */
  private last: number | null = null;

  constructor(private readonly project: OpenProject) {}

  /** Call it inside the transaction of the change that it tells of. */
  tell(kind: EventKind, imageId: number | null, old: unknown, next: unknown): void {
    const { database, author, now } = this.project;
    const seq = appendEvent(database, {
      at: now().toISOString(),
      who: author,
      gesture: this.id,
      kind,
      imageId,
      old,
      new: next,
    });
    this.last = seq;
    if (this.id === null) {
      this.id = seq;
      recordGesture(database, { id: seq, imageId: null });
    }
  }

  /** Call it last in each transaction: from then on undo reaches to what it told. */
  extend(): void {
    if (this.id !== null && this.last !== null) {
      extendGesture(this.project.database, this.id, this.last);
    }
  }
}
