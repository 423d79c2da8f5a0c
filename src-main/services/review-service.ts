import type { Review } from '../../src-shared/dataset/label';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { NewNote } from '../../src-shared/ipc/review-views';
import type { ImageDetail } from '../../src-shared/ipc/views';
import { saidFailure } from '../../src-shared/sentences/english';
import { appendEvent, type EventKind } from '../database/event-queries';
import { recordGesture } from '../database/gesture-queries';
import { readLabel, writeLabel } from '../database/label-queries';
import {
  imageOfNote,
  longestNote,
  maxNotes,
  nextNoteId,
  noteOf,
  notesOfImage,
  writeNote,
  type NoteValue,
} from '../database/note-queries';
import { inTransaction } from '../database/sqlite-failure';
import { imageDetail, missingImage } from './image-service';
import type { OpenProject } from './project-service';
import { reviewedLabel, reviewProblem, type ReviewProblem } from './review-rule';
import { refuseDuringBites } from './work-in-bites';

// Each of these is one gesture: one transaction with its events, undone in one step.

/**
 * Says that a second person has looked at a label: `reviewed`, `disputed` (it never trains), or neither (`labelled`),
 * with a note where there is something to say.
 *
 * @throws ExpectedFailure `not-found`; `wrong-use` for the own label, and for images without a label; `bad-input` for a
 *   note that is empty or too long; `busy`, `read-only`.
 */
export function reviewImage(
  project: OpenProject,
  imageId: number,
  review: Review,
  note: NewNote | null = null,
): ImageDetail {
  const { database } = project;
  inGesture(project, imageId, (tell, at) => {
    const before = readLabel(database, imageId);
    if (before === null) throw missingImage(imageId);
    const problem = reviewProblem(before, review, project.author);
    if (problem !== null) throw reviewRefusal(problem, project.author);
    if (before.review !== review) {
      const after = reviewedLabel(before, review, { by: project.author, at });
      writeLabel(database, imageId, before, after);
      tell('label.set-review', before, after);
    }
    if (note !== null) addNoteTold(project, imageId, note, at, tell);
  });
  return imageDetail(project, imageId);
}

/**
 * Adds a note on an image, or on one of its ellipses.
 *
 * @throws ExpectedFailure as {@link reviewImage}.
 */
export function addNote(project: OpenProject, imageId: number, note: NewNote): ImageDetail {
  inGesture(project, imageId, (tell, at) => {
    if (readLabel(project.database, imageId) === null) throw missingImage(imageId);
    addNoteTold(project, imageId, note, at, tell);
  });
  return imageDetail(project, imageId);
}

/**
 * Removes a note; the history keeps it, and undo brings it back.
 *
 * @throws ExpectedFailure `not-found`, `busy`, `read-only`.
 */
export function removeNote(project: OpenProject, noteId: number): ImageDetail {
  const { database } = project;
  const imageId = imageOfNote(database, noteId);
  if (imageId === null) {
    throw new ExpectedFailure('not-found', `There is no note ${noteId} any more.`);
  }
  inGesture(project, imageId, (tell) => {
    const old = noteOf(database, noteId);
    const gone: NoteValue = { id: noteId, note: null };
    writeNote(database, imageId, gone);
    tell('note.removed', old, gone);
  });
  return imageDetail(project, imageId);
}

/** Tells an event of the gesture under way. */
export type Tell = (kind: EventKind, old: unknown, next: unknown) => void;

/** One transaction, and one gesture of what is told in it; none where nothing is. */
export function inGesture(
  project: OpenProject,
  imageId: number,
  work: (tell: Tell, at: string) => void,
): void {
  const { database, author: who } = project;
  refuseDuringBites(project);
  inTransaction(database, () => {
    const at = project.now().toISOString();
    let gesture: number | null = null;
    let lastSeq = 0;
    work((kind, old, next) => {
      lastSeq = appendEvent(database, { at, who, gesture, kind, imageId, old, new: next });
      gesture ??= lastSeq;
    }, at);
    if (gesture !== null) recordGesture(database, { id: gesture, imageId, lastSeq });
  });
}

/** Adds a note within a gesture. */
export function addNoteTold(
  { database, author: who }: OpenProject,
  imageId: number,
  { ellipseId, text: given }: NewNote,
  at: string,
  tell: Tell,
): void {
  const text = given.trim();
  if (text === '' || text.length > longestNote) {
    throw new ExpectedFailure('bad-input', `A note has 1 to ${longestNote} characters.`);
  }
  if (notesOfImage(database, imageId).length >= maxNotes) {
    throw new ExpectedFailure('bad-input', `An image has at most ${maxNotes} notes.`);
  }
  const known = readLabel(database, imageId)?.ellipses ?? [];
  if (ellipseId !== null && !known.some(({ id }) => id === ellipseId)) {
    throw new ExpectedFailure(
      'not-found',
      `There is no ellipse ${ellipseId} on image ${imageId} any more.`,
    );
  }
  const id = nextNoteId(database);
  const value: NoteValue = { id, note: { ellipse: ellipseId, text, who, at } };
  writeNote(database, imageId, value);
  tell('note.added', { id, note: null }, value);
}

/** The failure that tells of a problem. */
export function reviewRefusal(problem: ReviewProblem, who: string): ExpectedFailure {
  switch (problem) {
    case 'no-label':
      return saidFailure('wrong-use', 'noLabelToReview');
    case 'own-label':
      return saidFailure('wrong-use', 'ownLabel', { who });
    case 'own-dispute':
      return saidFailure('wrong-use', 'ownDispute', { who });
  }
}
