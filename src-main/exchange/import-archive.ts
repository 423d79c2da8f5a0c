import { rm, unlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ArchiveConflict, ArchiveSummary, SideLabel } from '../../src-shared/ipc/export-views';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { appendEvent } from '../database/event-queries';
import { exchangedImage, putIntoGroup } from '../database/exchange-queries';
import { recordGesture } from '../database/gesture-queries';
import { imageByHash, insertImage } from '../database/image-queries';
import {
  nextEllipseId,
  orderedLabel,
  readLabel,
  writeLabel,
  type ImageLabel,
} from '../database/label-queries';
import { insertMask } from '../database/mask-queries';
import { insertSource, insertTexture, textureId } from '../database/project-queries';
import { inTransaction } from '../database/sqlite-failure';
import type { StoredImage } from '../decoder-process/decoder-calls';
import { growingFolder, storedImagePath } from '../decoder-process/image-paths';
import type { IntakeHooks } from '../services/intake-loop';
import { keepLateMask } from '../services/imported-mask';
import { imagesFolder, type OpenProject } from '../services/project-service';
import { refuseReadOnly } from '../services/refuse-read-only';
import { beginIntake, refuseDuringBites } from '../services/work-in-bites';
import type { ArchiveLabel, ArchiveLook } from './archive-format';
import { addLooks } from './archive-looks';
import { addNotes, newNotes } from './archive-notes';
import { openArchive } from './archive-reader';
import { stageArchive, type StagedArchive, type StagedImage } from './staged-archive';

/** Whose label an image gets that both sides label differently; `list` imports nothing where there is one. */
export const conflictRules = ['mine', 'theirs', 'list'] as const;
export type ConflictRule = (typeof conflictRules)[number];

export interface ArchiveRequest {
  readonly file: string;
  readonly conflicts: ConflictRule;
  /** Images, by hash, that get the archive's label whatever the rule: one by one. */
  readonly theirs: readonly string[];
}

/**
 * Takes an archive into the project: unpacked and verified in a staging folder first, images stored next, and then all
 * rows in one transaction. Textures and groups of images that the project knows stay as they are.
 *
 * @throws ExpectedFailure `bad-input`, `not-found`, `read-only`, `disk-full`, `cancelled`; nothing has changed then.
 */
export async function importArchive(
  project: OpenProject,
  request: ArchiveRequest,
  hooks: IntakeHooks,
): Promise<ArchiveSummary> {
  return withStaged(
    project,
    request.file,
    hooks,
    async ({ images: staged, looks }, file, refuseCancelled) => {
      const conflicts = foundConflicts(project, staged, request);
      if (conflicts.some(({ kept }) => kept === null)) {
        return { imported: false, added: 0, known: 0, ellipses: 0, conflicts };
      }
      const stored: StoredImage[] = [];
      try {
        for (const { path } of staged) {
          refuseCancelled();
          stored.push(
            await project.decoder.call('store-image', {
              file: path,
              imagesFolder: imagesFolder(project),
            }),
          );
        }
        const counts = addRows(project, file, staged, conflicts, looks);
        return { imported: true, ...counts, conflicts };
      } finally {
        await discardWithoutRow(project, stored);
      }
    },
  );
}

/**
 * Unpacks and verifies an archive as {@link importArchive} does, and says what it holds for this project; the project
 * stays as it is.
 *
 * @throws ExpectedFailure as {@link importArchive}.
 */
export async function checkArchive(
  project: OpenProject,
  file: string,
  hooks: IntakeHooks,
): Promise<ArchiveSummary> {
  return withStaged(project, file, hooks, async ({ images: staged }) => {
    const fresh = staged.filter(
      ({ inspected }) => imageByHash(project.database, inspected.sha256) === null,
    );
    return {
      imported: false,
      added: fresh.length,
      known: staged.length - fresh.length,
      ellipses: fresh.reduce((sum, { label }) => sum + label.ellipses.length, 0),
      conflicts: foundConflicts(project, staged, { conflicts: 'list', theirs: [] }),
    };
  });
}

async function withStaged<T>(
  project: OpenProject,
  path: string,
  { onProgress, signal }: IntakeHooks,
  work: (staged: StagedArchive, file: string, refuseCancelled: () => void) => Promise<T>,
): Promise<T> {
  refuseReadOnly(project, 'nothing was imported');
  const file = resolve(path);
  const staging = join(growingFolder(imagesFolder(project)), `archive-${process.pid}`);
  const archive = await openArchive(file);
  const endIntake = beginIntake(project);
  try {
    const refuseCancelled = (): void => {
      if (signal.cancelled) {
        throw new ExpectedFailure('cancelled', 'The import was cancelled; nothing was imported.');
      }
    };
    const staged = await stageArchive(file, archive, staging, project.decoder, (done, total) => {
      refuseCancelled();
      onProgress({ done, total, perSecond: null, remainingSeconds: null });
    });
    return await work(staged, file, refuseCancelled);
  } finally {
    archive.close();
    await rm(staging, { recursive: true, force: true });
    endIntake();
  }
}

/** Images that the project labels otherwise, and whose label each gets. */
function foundConflicts(
  { database }: OpenProject,
  staged: readonly StagedImage[],
  { conflicts: rule, theirs }: Pick<ArchiveRequest, 'conflicts' | 'theirs'>,
): readonly ArchiveConflict[] {
  const chosen = new Set(theirs);
  return staged.flatMap(({ inspected: { sha256, width, height }, label }) => {
    const known = imageByHash(database, sha256);
    const image = known === null ? null : exchangedImage(database, known.id);
    const mine = known === null ? null : readLabel(database, known.id);
    if (known === null || image === null || mine === null || sameLabel(mine, label)) {
      return [];
    }
    const byRule = rule === 'list' ? null : rule;
    return [
      {
        sha256,
        imageId: known.id,
        image: image.name,
        width,
        height,
        mine: labelText(image.texture, mine),
        theirs: labelText(label.texture, label),
        labels: { mine: sideLabel(image.texture, mine), theirs: sideLabel(label.texture, label) },
        kept: chosen.has(sha256) ? 'theirs' : byRule,
      },
    ];
  });
}

function addRows(
  project: OpenProject,
  file: string,
  staged: readonly StagedImage[],
  conflicts: readonly ArchiveConflict[],
  looks: readonly ArchiveLook[],
): { readonly added: number; readonly known: number; readonly ellipses: number } {
  const { database, author: who } = project;
  const taken = new Set(conflicts.filter(({ kept }) => kept === 'theirs').map((c) => c.sha256));
  refuseDuringBites(project);
  return inTransaction(database, () => {
    const at = project.now().toISOString();
    const counts = { added: 0, known: 0, ellipses: 0 };
    let sourceId: number | null = null;
    let gesture: number | null = null;
    for (const { inspected, label } of staged) {
      const known = imageByHash(database, inspected.sha256);
      if (known !== null) {
        counts.known += 1;
        if (taken.has(inspected.sha256)) takeOver(project, known.id, label, at);
        keepLateMask(project, known.id, label.mask, { at, gesture: null });
        continue;
      }
      sourceId ??= insertSource(database, { path: file, format: 'archive', at });
      const texture = textureId(database, label.texture) ?? insertTexture(database, label.texture);
      const { sha256, format, bytes, width, height, channels, bitDepth } = inspected;
      const { name, verdict, review, group } = label;
      const imageId = insertImage(database, {
        ...{ sha256, format, bytes, width, height, channels, bitDepth, name, verdict, review },
        ...{ textureId: texture, sourceId, addedAt: at },
      });
      if (group !== null) putIntoGroup(database, imageId, group);
      const bare: ImageLabel = { verdict, review, ellipses: [] };
      const whole = withIds(project, label);
      writeLabel(database, imageId, bare, whole);
      const mask =
        label.mask === undefined ? {} : { mask: insertMask(database, imageId, label.mask) };
      const added = appendEvent(database, {
        ...{ at, who, gesture, kind: 'image.added', imageId, old: null },
        new: { sha256, name, texture, ...mask, label: whole },
      });
      gesture ??= added;
      addNotes(project, { imageId, gesture, at }, whole, label.notes ?? []);
      counts.added += 1;
      counts.ellipses += whole.ellipses.length;
    }
    addLooks(project, looks);
    return counts;
  });
}

/** A gesture of its own for each image, so that it can be undone. */
function takeOver(project: OpenProject, imageId: number, label: ArchiveLabel, at: string): void {
  const { database, author: who } = project;
  const before = readLabel(database, imageId);
  if (before === null) {
    throw new Error(`Image ${imageId} is gone.`);
  }
  const after = withIds(project, label);
  writeLabel(database, imageId, before, after);
  const id = appendEvent(database, {
    ...{ at, who, gesture: null, kind: 'label.taken-over', imageId, old: before, new: after },
  });
  const last = addNotes(
    project,
    { imageId, gesture: id, at },
    after,
    newNotes(database, imageId, label),
  );
  recordGesture(database, { id, imageId, lastSeq: last ?? id });
}

function withIds(
  { database }: OpenProject,
  { verdict, review, labelled, reviewed, ellipses }: ArchiveLabel,
): ImageLabel {
  const first = nextEllipseId(database);
  return orderedLabel({
    ...{ verdict, review, labelled, reviewed },
    ellipses: ellipses.map(({ x, y, a, b, angle, origin, fitIou, proposal }, index) => ({
      ...{ id: first + index, x, y, a, b, angle, origin, fitIou },
      ...(proposal === undefined ? {} : { proposal }),
    })),
  });
}

/** Numbers come through an archive unchanged, so that equal labels are equal to the last bit. */
function sameLabel(mine: ImageLabel, theirs: ArchiveLabel): boolean {
  const key = ({ verdict, review, ellipses }: ImageLabel | ArchiveLabel): string =>
    JSON.stringify([
      verdict,
      review,
      ellipses.map(({ x, y, a, b, angle }) => JSON.stringify([x, y, a, b, angle])).sort(),
    ]);
  return key(mine) === key(theirs);
}

function sideLabel(
  texture: string,
  { verdict, review, ellipses }: ImageLabel | ArchiveLabel,
): SideLabel {
  const shapes = ellipses.map(({ x, y, a, b, angle }) => ({ x, y, a, b, angle }));
  return { texture, verdict, review, ellipses: shapes };
}

function labelText(
  texture: string,
  {
    verdict,
    review,
    ellipses,
  }: Pick<ImageLabel, 'verdict' | 'review'> & {
    readonly ellipses: readonly unknown[];
  },
): string {
  const count = ellipses.length === 1 ? '1 ellipse' : `${ellipses.length} ellipses`;
  return `${texture}, ${verdict}, ${review}, ${count}`;
}

async function discardWithoutRow(
  project: OpenProject,
  stored: readonly StoredImage[],
): Promise<void> {
  for (const { sha256, format, created } of stored) {
    if (created && imageByHash(project.database, sha256) === null) {
      await unlink(storedImagePath(imagesFolder(project), sha256, format));
    }
  }
}
