import type { ReadableDatabase } from '../database/database';
import { imageEventsBefore, type StoredEvent } from '../database/event-queries';
import type { ImageAspects } from '../database/image-aspect-queries';
import { subjectOf } from './gesture-events';

/** What the events of an image say that it has now. */
export interface ToldOfImage extends Partial<ImageAspects> {
  /** An ImageLabel; null where no event tells of it. */
  readonly label: unknown;
  /** Hash of the mask that it came with. */
  readonly mask?: string;
}

/** Events read at a time. */
const chunkEvents = 20;

/** Reads an image's events from the newest back until all is told that they tell. */
export function toldOfImage(database: ReadableDatabase, imageId: number): ToldOfImage {
  let told: ToldOfImage = { label: null };
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const events = imageEventsBefore(database, imageId, before, chunkEvents);
    const last = events.at(-1);
    if (last === undefined) return told;
    for (const event of events) {
      const older = toldBy(event);
      told = { ...older, ...told, label: told.label ?? older.label };
      if (event.kind === 'image.added') return told;
    }
    before = last.seq;
  }
}

function toldBy(event: StoredEvent): ToldOfImage {
  const value: unknown = event.new === null ? null : JSON.parse(event.new);
  const subject = subjectOf(event.kind);
  if (subject === 'label') return { label: value };
  if (subject === 'note' || subject === 'ruling' || subject === 'proposal') return { label: null };
  if (event.kind !== 'image.added') {
    // Written by image-change.ts, undo-service.ts and imported-mask.ts from this type alone.
    return { ...(value as Omit<ToldOfImage, 'label'>), label: null };
  }
  // Written by the imports: the texture and the label are always there, the group and the mask where it had one.
  const { texture, group, mask, label } = value as ToldOfImage;
  return {
    ...(texture === undefined ? {} : { texture }),
    ...(group === undefined ? {} : { group }),
    ...(mask === undefined ? {} : { mask }),
    label,
  };
}
