import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { Inspection } from '../inspection/inspection';
import type { ImageFiles } from './image-protocol';

/**
 * The image files of the open project, and those that are inspected: of the same bytes the project's come first, which
 * have their pictures already.
 */
export function withInspected(
  project: ImageFiles | null,
  inspection: Inspection | null,
): ImageFiles | null {
  if (project === null || inspection === null) return project;
  return {
    original: async (sha256) => (await project.original(sha256)) ?? inspection.original(sha256),
    viewable: async (sha256) =>
      (await project.viewable(sha256)) ?? pictureOf(inspection, sha256, true),
    windowed: (sha256, window) => project.windowed(sha256, window),
    thumbnail: async (sha256) =>
      (await project.thumbnail(sha256)) ?? pictureOf(inspection, sha256, false),
  };
}

/** A file that was moved or changed since is a missing picture and not a bug. */
async function pictureOf(
  inspection: Inspection,
  sha256: string,
  whole: boolean,
): Promise<string | null> {
  try {
    return await inspection.picture(sha256, whole);
  } catch (error) {
    if (error instanceof ExpectedFailure) return null;
    throw error;
  }
}
