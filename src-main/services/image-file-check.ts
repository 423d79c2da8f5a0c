import { saidFailure } from '../../src-shared/sentences/english';
import { refuseOtherBytes } from '../decoder-process/stored-bytes';
import { imageDetail, imageFile } from './image-service';
import { exists, fileSha256 } from './placed-file';
import type { OpenProject } from './project-service';

/**
 * Reads the stored file of an image through.
 *
 * @throws ExpectedFailure `project-damaged`, naming the file, where it is gone or its bytes are not those that were
 *   imported; `not-found` for an image that the project does not have.
 */
export async function checkImageFile(project: OpenProject, imageId: number): Promise<void> {
  const { sha256, name } = imageDetail(project, imageId);
  const file = imageFile(project, sha256);
  if (!(await exists(file))) {
    throw saidFailure('project-damaged', 'imageFileGone', { file, name });
  }
  refuseOtherBytes(await fileSha256(file), sha256, file);
}
