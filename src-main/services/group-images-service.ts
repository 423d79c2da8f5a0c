import type { GroupPreview, ImageSelection, ManySummary } from '../../src-shared/ipc/collection';
import type { GroupNaming } from '../../src-shared/dataset/import-corrections';
import { imageRows } from '../database/image-queries';
import { GestureOfMany } from './gesture-of-many';
import { groupNames, type GroupNames } from './group-names';
import { selectedIds } from './image-selection';
import { changeEach, type ChangeOfImage } from './many-images-service';
import type { OpenProject } from './project-service';
import { breathe, inBites, type BiteHooks } from './work-in-bites';

/** Names that are looked at together. */
const chunkImages = 256;

/** Images that a preview shows at most. */
const shownExamples = 100;

interface NamedImage {
  readonly imageId: number;
  readonly name: string;
  /** Null for none: the image is left as it is. */
  readonly group: string | null;
}

/**
 * What {@link groupImages} would do.
 *
 * @throws ExpectedFailure `wrong-use` for a pattern that is none or takes too long, `bad-input` for an unusable CSV.
 */
export async function previewGroups(
  project: OpenProject,
  selection: ImageSelection,
  naming: GroupNaming,
): Promise<GroupPreview> {
  const names = await groupNames(naming);
  const groups = new Set<string>();
  const examples: { name: string; group: string | null }[] = [];
  let images = 0;
  let grouped = 0;
  for await (const { name, group } of namedImages(project, selection, names)) {
    images += 1;
    if (group !== null) {
      grouped += 1;
      groups.add(group);
    }
    if (examples.length < shownExamples) examples.push({ name, group });
  }
  return { images, grouped, groups: groups.size, unusedRows: names.unusedRows(), examples };
}

/**
 * Puts images into groups by their names, as one gesture in bites; images that the naming has no group for stay as they
 * are. All names are looked at before anything is changed.
 *
 * @throws ExpectedFailure as {@link previewGroups}; nothing has changed then. `busy`, `read-only`, `disk-full`.
 */
export async function groupImages(
  project: OpenProject,
  selection: ImageSelection,
  naming: GroupNaming,
  hooks: BiteHooks,
): Promise<ManySummary> {
  const names = await groupNames(naming);
  return inBites(project, async () => {
    const changes: ChangeOfImage[] = [];
    for await (const { imageId, group } of namedImages(project, selection, names)) {
      if (group !== null) changes.push({ imageId, change: { kind: 'group', group } });
    }
    return changeEach(project, changes, hooks, new GestureOfMany(project));
  });
}

async function* namedImages(
  project: OpenProject,
  selection: ImageSelection,
  names: GroupNames,
): AsyncGenerator<NamedImage> {
  const ids = await selectedIds(project, selection);
  for (let start = 0; start < ids.length; start += chunkImages) {
    const rows = imageRows(project.database, ids.slice(start, start + chunkImages));
    const groups = names.of(rows.map(({ name }) => name));
    yield* rows.map(({ id, name }, index) => ({
      imageId: id,
      name,
      group: groups[index] ?? null,
    }));
    await breathe();
  }
}
