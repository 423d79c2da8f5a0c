import { rm } from 'node:fs/promises';
import type { PurgePreview, PurgeSummary } from '../../src-shared/ipc/collection';
import { saidFailure } from '../../src-shared/sentences/english';
import { appendEvent } from '../database/event-queries';
import { forgetGestures } from '../database/gesture-queries';
import { readAspects } from '../database/image-aspect-queries';
import { deleteImage, excludedImagesAfter } from '../database/image-queries';
import { readLabel } from '../database/label-queries';
import { countExcluded } from '../database/project-queries';
import { listRuns } from '../database/run-queries';
import { excludedInSnapshot } from '../database/snapshot-queries';
import { inTransaction } from '../database/sqlite-failure';
import { storedImagePath, thumbnailPath } from '../decoder-process/image-paths';
import { imagesFolder, type OpenProject } from './project-service';
import { biteImages, breathe, inBites, whileNoIntake, type BiteHooks } from './work-in-bites';

/** Rows of a snapshot that one statement looks at. */
const lookedAt = 2000;

/** What {@link purgeExcluded} would take, and which runs name it. */
export async function previewPurge({ database }: OpenProject): Promise<PurgePreview> {
  const images = countExcluded(database);
  let bytes = 0;
  for (let after = 0; ; await breathe()) {
    const rows = excludedImagesAfter(database, after, lookedAt);
    bytes += rows.reduce((sum, row) => sum + row.bytes, 0);
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  const runs: { run: string; images: number }[] = [];
  for (const { id, seq } of images === 0 ? [] : listRuns(database)) {
    let named = 0;
    for (let from = 0; ; from += lookedAt) {
      const part = excludedInSnapshot(database, seq, from, from + lookedAt);
      named += part.excluded;
      await breathe();
      if (part.rows < lookedAt) break;
    }
    if (named > 0) runs.push({ run: id, images: named });
  }
  return { images, bytes, runs: runs.reverse() };
}

/**
 * Takes what is excluded out of the project for good: rows in bites, each with its event, then the files. A kill in
 * between leaves files that belong to no image, which `clean` removes. It cannot be undone. Snapshots of runs keep the
 * hashes, names and labels; their reports lose the pictures.
 *
 * @throws ExpectedFailure `busy` while images are imported or changed, or a run reads them; `read-only`.
 */
export async function purgeExcluded(
  project: OpenProject,
  { onProgress, signal }: BiteHooks,
): Promise<PurgeSummary> {
  const { database } = project;
  const reading = listRuns(database).find(({ state }) => state === 'preparing');
  if (reading !== undefined) {
    throw saidFailure('busy', 'runReadsImages', { run: reading.id });
  }
  return whileNoIntake(project, () =>
    inBites(project, async () => {
      const total = countExcluded(database);
      let images = 0;
      let bytes = 0;
      while (!signal.cancelled) {
        const rows = excludedImagesAfter(database, 0, biteImages);
        if (rows.length === 0) return { images, bytes, cancelled: false };
        inTransaction(database, () => {
          for (const { id, sha256, name } of rows) purgeRow(project, id, { sha256, name });
        });
        for (const row of rows) {
          await rm(storedImagePath(imagesFolder(project), row.sha256, row.format), { force: true });
          await rm(thumbnailPath(project.folder, row.sha256), { force: true });
          images += 1;
          bytes += row.bytes;
        }
        onProgress(images, total);
        await breathe();
      }
      return { images, bytes, cancelled: true };
    }),
  );
}

function purgeRow(
  project: OpenProject,
  imageId: number,
  image: { readonly sha256: string; readonly name: string },
): void {
  const { database } = project;
  const aspects = readAspects(database, imageId);
  const old = {
    ...image,
    texture: aspects?.texture,
    group: aspects?.group,
    label: readLabel(database, imageId),
  };
  forgetGestures(database, imageId);
  deleteImage(database, imageId);
  appendEvent(database, {
    at: project.now().toISOString(),
    who: project.author,
    gesture: null,
    kind: 'image.purged',
    imageId,
    old,
    new: null,
  });
}
