import { existsSync, readdirSync } from 'node:fs';
import { imagesFolder, type OpenProject } from '../../src-main/services/project-service';

/** Names of all files in a project's image store, growing ones too. */
export function storedFiles(project: OpenProject): readonly string[] {
  const folder = imagesFolder(project);
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}
