import type { ReadableDatabase } from '../database/database';
import { noteEvents } from '../database/event-queries';
import { noteOf, notesOfImage, type NoteValue } from '../database/note-queries';

/** Whether the notes of an image are those that its events tell of. */
export function areNotesAsTold(database: ReadableDatabase, imageId: number): boolean {
  const told = new Map<number, string>();
  for (const { new: value } of noteEvents(database, imageId)) {
    if (value === null) continue;
    // Written by review-service.ts and undo-service.ts from this type alone.
    told.set((JSON.parse(value) as NoteValue).id, value);
  }
  const known = notesOfImage(database, imageId);
  return (
    known.every(({ id }) => told.has(id)) &&
    [...told].every(([id, value]) => JSON.stringify(noteOf(database, id)) === value)
  );
}
