import type { ReadableDatabase } from '../database/database';
import { remarkEvents } from '../database/event-queries';
import { noteOf, notesOfImage } from '../database/note-queries';
import { rulingIds, rulingOf } from '../database/ruling-queries';

/** Whether the notes on an image are those that its events tell of. */
export function areNotesAsTold(database: ReadableDatabase, imageId: number): boolean {
  const ids = notesOfImage(database, imageId).map(({ id }) => id);
  return areAsTold(database, imageId, 'note', ids, (id) => noteOf(database, id));
}

/** Whether the rulings on an image are those that its events tell of. */
export function areRulingsAsTold(database: ReadableDatabase, imageId: number): boolean {
  const ids = rulingIds(database, imageId);
  return areAsTold(database, imageId, 'ruling', ids, (id) => rulingOf(database, id));
}

function areAsTold(
  database: ReadableDatabase,
  imageId: number,
  subject: 'note' | 'ruling',
  ids: readonly number[],
  now: (id: number) => unknown,
): boolean {
  const told = new Map<number, string>();
  for (const { new: value } of remarkEvents(database, imageId, subject)) {
    if (value === null) continue;
    // Written by the services of notes and rulings, and by undo, which all give the number first.
    told.set((JSON.parse(value) as { readonly id: number }).id, value);
  }
  return (
    ids.every((id) => told.has(id)) &&
    [...told].every(([id, value]) => JSON.stringify(now(id)) === value)
  );
}
