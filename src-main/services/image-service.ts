import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { ImageDetail, ImageFilter, ImagePage } from '../../src-shared/ipc/views';
import { nextRedo, nextUndo } from '../database/gesture-queries';
import {
  imageBitDepth,
  imageByHash,
  imageNeighbours as queryNeighbours,
  imageRow,
  imagesPage as queryPage,
} from '../database/image-queries';
import { readEllipses } from '../database/label-queries';
import { storedImagePath, thumbnailPath, viewablePath } from '../decoder-process/image-paths';
import { countedImages } from './counted-images';
import { NewestFirst } from './newest-first';
import { reviewView } from './review-view';
import { imagesFolder, type OpenProject } from './project-service';

/** Rows of one page at most. */
export const pageLimit = 500;

/** A page of the images that a filter lets through, in its order. */
export function imagesPage(
  project: OpenProject,
  filter: ImageFilter,
  offset: number,
  limit: number,
): ImagePage {
  return {
    total: countedImages(project, filter),
    offset,
    rows: queryPage(project.database, filter, offset, Math.min(limit, pageLimit)),
  };
}

/**
 * One image with its ellipses.
 *
 * @throws ExpectedFailure `not-found`
 */
export function imageDetail(project: OpenProject, imageId: number): ImageDetail {
  const { database } = project;
  const row = imageRow(database, imageId);
  if (row === null) {
    throw missingImage(imageId);
  }
  return {
    ...row,
    bitDepth: imageBitDepth(database, imageId),
    ellipses: readEllipses(database, imageId).map(({ id, x, y, a, b, angle }) => ({
      id,
      shape: { x, y, a, b, angle },
    })),
    reviewing: reviewView(project, imageId),
    canUndo: nextUndo(database) !== null,
    canRedo: nextRedo(database) !== null,
  };
}

/** The failure of asking for an image that is not in the project. */
export function missingImage(imageId: number): ExpectedFailure {
  return new ExpectedFailure('not-found', `There is no image ${imageId} in this project.`);
}

/** The images before and after one under a filter, and its place, 0-based. */
export function imageNeighbours(
  project: OpenProject,
  imageId: number,
  filter: ImageFilter,
): {
  readonly previous: number | null;
  readonly next: number | null;
  readonly position: number;
  readonly total: number;
} {
  const { previous, next, before } = queryNeighbours(project.database, filter, {
    id: imageId,
    name: imageRow(project.database, imageId)?.name ?? '',
  });
  return { previous, next, position: before, total: countedImages(project, filter) };
}

/**
 * Path of a stored original.
 *
 * @throws ExpectedFailure `not-found` where the project has no such image.
 */
export function imageFile(project: OpenProject, sha256: string): string {
  const image = imageByHash(project.database, sha256);
  if (image === null) {
    throw new ExpectedFailure('not-found', `There is no image ${sha256} in this project.`);
  }
  return storedImagePath(imagesFolder(project), sha256, image.format);
}

/** Thumbnails that the decoders work on together; more would wait there, where the oldest goes first. */
const thumbnailsAtATime = 8;

interface Thumbnails {
  readonly underWay: Map<string, Promise<string>>;
  readonly queue: NewestFirst;
}

const thumbnailsOf = new WeakMap<OpenProject, Thumbnails>();

/**
 * Path of an image's thumbnail, made now where it is missing; in a project that can only be read the original instead,
 * where a page shows its format.
 *
 * @throws ExpectedFailure `not-found`; `project-damaged` or `bad-input` where the stored file has been spoilt.
 */
export async function thumbnailFile(project: OpenProject, sha256: string): Promise<string> {
  const file = imageFile(project, sha256);
  const out = pictureOf(project, thumbnailPath, sha256);
  if (existsSync(out)) {
    return out;
  }
  if (project.readOnly && !isTiff(project, sha256)) {
    return file;
  }
  const { underWay, queue } = thumbnailsOf.get(project) ?? {
    underWay: new Map<string, Promise<string>>(),
    queue: new NewestFirst(thumbnailsAtATime),
  };
  thumbnailsOf.set(project, { underWay, queue });
  const known = underWay.get(sha256);
  if (known !== undefined) {
    return known;
  }
  const made = queue
    .run(() => project.decoder.call('thumbnail', { file, sha256, out }))
    .then(() => out)
    .finally(() => underWay.delete(sha256));
  underWay.set(sha256, made);
  return made;
}

/**
 * Path of a picture that shows every pixel of an image whose format no page shows (TIFF), made now where it is missing; null
 * for other formats.
 *
 * @throws ExpectedFailure as {@link thumbnailFile}.
 */
export async function viewableFile(project: OpenProject, sha256: string): Promise<string | null> {
  const file = imageFile(project, sha256);
  if (!isTiff(project, sha256)) {
    return null;
  }
  const out = pictureOf(project, viewablePath, sha256);
  if (existsSync(out)) {
    return out;
  }
  await project.decoder.call('thumbnail', { file, sha256, out, whole: true });
  return out;
}

/** Where a picture lies in the project, or else is to be made. */
function pictureOf(
  { folder, pictures }: OpenProject,
  place: (folder: string, sha256: string) => string,
  sha256: string,
): string {
  const kept = place(folder, sha256);
  return existsSync(kept) ? kept : place(pictures, sha256);
}

function isTiff(project: OpenProject, sha256: string): boolean {
  return imageByHash(project.database, sha256)?.format === 'tiff';
}

/** Folder of the thumbnails, which may be deleted at any time. */
export function thumbnailsFolder(project: Pick<OpenProject, 'folder'>): string {
  return join(project.folder, 'thumbnails');
}
