import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { imageFile, thumbnailFile, viewableFile } from '../services/image-service';
import { pictureOfWindow } from '../services/look-service';
import type { OpenProject } from '../services/project-service';
import { noteViewed } from '../services/thumbnail-routine';
import type { ImageFiles } from './image-protocol';

/** The image files of the open project, for the window's image scheme; null without a project. */
export function projectImages(project: OpenProject | null): ImageFiles | null {
  if (project === null) {
    return null;
  }
  return {
    original: (sha256) => nullWhenMissing(() => imageFile(project, sha256)),
    viewable: (sha256) => nullWhenMissing(() => viewableFile(project, sha256)),
    windowed: (sha256, window) => nullWhenMissing(() => pictureOfWindow(project, sha256, window)),
    thumbnail: (sha256) => {
      noteViewed(project, sha256);
      return nullWhenMissing(() => thumbnailFile(project, sha256));
    },
  };
}

/** An image that the project does not have, or cannot show, is a missing picture in the page and not a bug. */
async function nullWhenMissing<T>(find: () => T | Promise<T | null>): Promise<T | null> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof ExpectedFailure) {
      return null;
    }
    throw error;
  }
}
