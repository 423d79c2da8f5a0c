import { readAspects, writeAspects, type ImageAspects } from '../database/image-aspect-queries';
import type { WritableDatabase } from '../database/database';
import type { EventKind, StoredEvent } from '../database/event-queries';
import { imageRow } from '../database/image-queries';
import { readLabel, signedAs, writeLabel, type ImageLabel } from '../database/label-queries';
import { noteOf, writeNote, type NoteValue } from '../database/note-queries';
import { readStates, writeStates, type ProposalStates } from '../database/proposal-queries';
import { rulingOf, writeRuling, type RulingValue } from '../database/ruling-queries';
import { textureRow, writeTextureRows, type TextureRow } from '../database/texture-queries';

/** What an event's old and new are values of. */
export type EventSubject = 'label' | 'image' | 'texture' | 'note' | 'ruling' | 'proposal';

/** The kinds of the events that tell of undo and redo. */
export const replayKinds = {
  label: { undone: 'label.undo', done: 'label.redo' },
  image: { undone: 'image.undo', done: 'image.redo' },
  texture: { undone: 'texture.undo', done: 'texture.redo' },
  note: { undone: 'note.undo', done: 'note.redo' },
  ruling: { undone: 'ruling.undo', done: 'ruling.redo' },
  proposal: { undone: 'proposal.undo', done: 'proposal.redo' },
} as const satisfies Record<EventSubject, Record<'undone' | 'done', EventKind>>;

/** What an event that undo takes back is about. */
export function subjectOf(kind: EventKind): EventSubject {
  if (kind.startsWith('label.')) return 'label';
  if (kind.startsWith('note.')) return 'note';
  if (kind.startsWith('ruling.')) return 'ruling';
  if (kind.startsWith('proposal.')) return 'proposal';
  return kind.startsWith('image.') ? 'image' : 'texture';
}

/**
 * Brings what an event tells of from one of its two values to the other.
 *
 * @param from JSON of the value that it should have now.
 * @param to JSON of the value that it gets.
 * @returns `changed`; `already` where it has the value; `gone` where the image was purged, or a proposal replaced.
 * @throws Error where it has neither value: something changed it without a gesture.
 */
export function bringTo(
  database: WritableDatabase,
  event: StoredEvent,
  from: string,
  to: string,
): 'changed' | 'already' | 'gone' {
  if (currentValue(database, event, to) === to) return 'already';
  const current = currentValue(database, event, from);
  if (current === null) return 'gone';
  if (current !== from) {
    const what = event.imageId === null ? 'The textures are' : `Image ${event.imageId} is`;
    throw new Error(
      `${what} not as gesture ${event.gesture} left it: ${current} instead of ${from}.`,
    );
  }
  write(database, event, from, to);
  return 'changed';
}

/** JSON of what is there now, with the keys (or rows) that `like` has; null where the image is gone. */
function currentValue(database: WritableDatabase, event: StoredEvent, like: string): string | null {
  const subject = subjectOf(event.kind);
  if (subject === 'texture') {
    // Written by texture-service.ts from this type alone.
    const rows = JSON.parse(like) as readonly TextureRow[];
    return JSON.stringify(rows.map(({ id }) => textureRow(database, id)));
  }
  if (subject === 'proposal') {
    // Written by proposal-decisions.ts from this type alone. Others may have taken their place since, without a gesture.
    const { states } = JSON.parse(like) as ProposalStates;
    const now = JSON.stringify(
      readStates(
        database,
        states.map(({ id }) => id),
      ),
    );
    return now === like ? now : null;
  }
  const imageId = imageOf(event);
  if (subject === 'label') {
    const label = readLabel(database, imageId);
    return label === null ? null : JSON.stringify(signedAs(label, JSON.parse(like) as ImageLabel));
  }
  if (subject === 'note' || subject === 'ruling') {
    const { id } = JSON.parse(like) as NoteValue | RulingValue;
    if (imageRow(database, imageId) === null) return null;
    return JSON.stringify(subject === 'note' ? noteOf(database, id) : rulingOf(database, id));
  }
  const aspects = readAspects(database, imageId);
  if (aspects === null) return null;
  const keys = Object.keys(JSON.parse(like) as Partial<ImageAspects>);
  return JSON.stringify(
    Object.fromEntries(Object.entries(aspects).filter(([key]) => keys.includes(key))),
  );
}

function write(database: WritableDatabase, event: StoredEvent, from: string, to: string): void {
  // Values of events are written by the services from these types alone.
  switch (subjectOf(event.kind)) {
    case 'texture':
      writeTextureRows(database, JSON.parse(to) as readonly TextureRow[]);
      return;
    case 'image':
      writeAspects(database, imageOf(event), JSON.parse(to) as Partial<ImageAspects>);
      return;
    case 'proposal':
      writeStates(database, JSON.parse(to) as ProposalStates);
      return;
    case 'note':
      writeNote(database, imageOf(event), JSON.parse(to) as NoteValue);
      return;
    case 'ruling':
      writeRuling(database, imageOf(event), JSON.parse(to) as RulingValue);
      return;
    case 'label':
      writeLabel(
        database,
        imageOf(event),
        JSON.parse(from) as ImageLabel,
        JSON.parse(to) as ImageLabel,
      );
      return;
  }
}

function imageOf(event: StoredEvent): number {
  if (event.imageId === null) throw new Error(`Event ${event.seq} names no image.`);
  return event.imageId;
}
