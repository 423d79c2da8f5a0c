import { appendEvent } from '../database/event-queries';
import { imageRow } from '../database/image-queries';
import { insertMask, maskHash, readMask, type MaskLengths } from '../database/mask-queries';
import { missingImage } from './image-service';
import type { OpenProject } from './project-service';

/**
 * The mask that an image was imported with.
 *
 * @returns null where it came without one.
 * @throws ExpectedFailure `not-found`
 */
export function importedMask({ database }: OpenProject, imageId: number): MaskLengths | null {
  if (imageRow(database, imageId) === null) throw missingImage(imageId);
  return readMask(database, imageId);
}

/**
 * Keeps the mask of an image that the project knows already, where it has none yet; inside the transaction of the import.
 * The first mask stays, as the first label does. It is no gesture, and undo passes it by.
 *
 * @param gesture that of the import, null where this is its first event.
 * @returns the event's number; null where nothing was kept.
 */
export function keepLateMask(
  { database, author: who }: OpenProject,
  imageId: number,
  lengths: MaskLengths | null | undefined,
  { at, gesture }: { readonly at: string; readonly gesture: number | null },
): number | null {
  if (lengths == null || maskHash(database, imageId) !== null) return null;
  const mask = insertMask(database, imageId, lengths);
  return appendEvent(database, {
    ...{ at, who, gesture, kind: 'image.mask-kept', imageId, old: null, new: { mask } },
  });
}
