import type { ImageChoice } from '../../src-shared/ipc/image-choice';
import { selectedIds } from './image-selection';
import type { OpenProject } from './project-service';

/** The ids of the chosen images, without holding main's loop; null for all. */
export async function chosenIds(
  project: OpenProject,
  choice: ImageChoice,
): Promise<ReadonlySet<number> | null> {
  return choice.kind === 'all' ? null : new Set(await selectedIds(project, choice));
}
