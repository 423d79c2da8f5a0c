import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { ImageSelection, ManyChange, ManySummary } from '../../src-shared/ipc/collection';
import { inTransaction } from '../database/sqlite-failure';
import { textureRow } from '../database/texture-queries';
import { GestureOfMany } from './gesture-of-many';
import { changeImage } from './image-change';
import { selectedIds } from './image-selection';
import type { OpenProject } from './project-service';
import { biteImages, breathe, inBites, type BiteHooks } from './work-in-bites';

/** Longest name of a group, characters. */
export const longestGroup = 200;

/** One image and what is done to it. */
export interface ChangeOfImage {
  readonly imageId: number;
  readonly change: ManyChange;
}

/**
 * Changes many images as one gesture: in bites of one transaction each with the events, undone in one step. Stopped or
 * killed in between, whole bites stand, and undo takes them back.
 *
 * @throws ExpectedFailure `busy`, `read-only`, `disk-full`; `not-found` for a texture that is not there; `bad-input` for
 *   a group without a name.
 */
export async function changeImages(
  project: OpenProject,
  selection: ImageSelection,
  change: ManyChange,
  hooks: BiteHooks,
): Promise<ManySummary> {
  const checked = checkedChange(project, change);
  return inBites(project, async () => {
    const ids = await selectedIds(project, selection);
    return changeEach(
      project,
      ids.map((imageId) => ({ imageId, change: checked })),
      hooks,
      new GestureOfMany(project),
    );
  });
}

/** Makes each change, in bites, as (a part of) one gesture; within {@link inBites}. */
export async function changeEach(
  project: OpenProject,
  changes: readonly ChangeOfImage[],
  { onProgress, signal }: BiteHooks,
  gesture: GestureOfMany,
): Promise<ManySummary> {
  const { database } = project;
  let summary: ManySummary = { changed: 0, unchanged: 0, withEllipses: 0, cancelled: false };
  let refused = 0;
  for (let start = 0; start < changes.length; start += biteImages) {
    if (signal.cancelled) return told({ ...summary, cancelled: true }, refused);
    const bite = changes.slice(start, start + biteImages);
    summary = inTransaction(database, () => {
      let { changed, unchanged, withEllipses } = summary;
      const at = project.now().toISOString();
      for (const { imageId, change } of bite) {
        const result = changeImage(database, imageId, change, { by: project.author, at });
        if (result.kind === 'changed') {
          gesture.tell(result.event, imageId, result.old, result.new);
          changed += 1;
        } else if (result.kind === 'unchanged') {
          unchanged += 1;
        } else if (result.kind === 'with-ellipses') {
          withEllipses += 1;
        } else if (result.kind === 'refused') {
          refused += 1;
        }
      }
      gesture.extend();
      return { ...summary, changed, unchanged, withEllipses };
    });
    onProgress(Math.min(start + biteImages, changes.length), changes.length);
    await breathe();
  }
  return told(summary, refused);
}

function told(summary: ManySummary, refused: number): ManySummary {
  return refused === 0 ? summary : { ...summary, refused };
}

function checkedChange(project: OpenProject, change: ManyChange): ManyChange {
  if (change.kind === 'texture') {
    const row = textureRow(project.database, change.textureId);
    if (row === null || row.mergedInto !== null) {
      throw new ExpectedFailure('not-found', `There is no texture ${change.textureId}.`);
    }
  }
  return change.kind === 'group' ? { ...change, group: groupName(change.group) } : change;
}

/**
 * A group's name as it is kept; null for none.
 *
 * @throws ExpectedFailure `bad-input` where it is too long.
 */
export function groupName(group: string | null): string | null {
  const name = group?.trim() ?? '';
  if (name.length > longestGroup) {
    throw new ExpectedFailure(
      'bad-input',
      `A group’s name has at most ${longestGroup} characters.`,
    );
  }
  return name === '' ? null : name;
}
