import type { ReadableDatabase } from '../database/database';
import { appendEvent } from '../database/event-queries';
import type { ImageLabel } from '../database/label-queries';
import { nextNoteId, notesOfImage, writeNote, type NoteValue } from '../database/note-queries';
import type { OpenProject } from '../services/project-service';
import type { ArchiveLabel } from './archive-format';

type ArchiveNotes = NonNullable<ArchiveLabel['notes']>;

/** The notes of an archive that an image has not got yet. */
export function newNotes(
  database: ReadableDatabase,
  imageId: number,
  { notes = [] }: ArchiveLabel,
): ArchiveNotes {
  const key = (note: { who: string; at: string; text: string }): string =>
    JSON.stringify([note.who, note.at, note.text]);
  const known = new Set(notesOfImage(database, imageId).map(key));
  return notes.filter((note) => !known.has(key(note)));
}

/** Adds notes as events of a gesture; returns the number of the last. */
export function addNotes(
  { database, author: who }: OpenProject,
  {
    imageId,
    gesture,
    at,
  }: { readonly imageId: number; readonly gesture: number; readonly at: string },
  { ellipses }: ImageLabel,
  notes: ArchiveNotes,
): number | null {
  let last: number | null = null;
  for (const note of notes) {
    const id = nextNoteId(database);
    const ellipse = note.ellipse === null ? null : (ellipses[note.ellipse]?.id ?? null);
    const value: NoteValue = { id, note: { ...note, ellipse } };
    writeNote(database, imageId, value);
    last = appendEvent(database, {
      ...{ at, who, gesture, kind: 'note.added', imageId, old: { id, note: null }, new: value },
    });
  }
  return last;
}
