import { existsSync } from 'node:fs';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { ReadableDatabase } from '../database/database';
import {
  imageByHash,
  largestImageId,
  storedImagesAfter,
  storedImagesBefore,
  type StoredImageRow,
} from '../database/image-queries';
import { thumbnailPath } from '../decoder-process/image-paths';
import { thumbnailFile } from './image-service';
import type { OpenProject } from './project-service';

/** The thumbnails that are made by themselves while a project is open, so that they are there when they are looked at. */
export interface ThumbnailRoutine {
  /** Ends the routine, after the thumbnail under way. */
  stop(): Promise<void>;
}

/** Rows that are read at a time, and after which main's loop has its turn. */
const biteRows = 64;
/** When the view has moved on by so many images, the routine follows it. */
const nearImages = 100;

const viewedImages = new WeakMap<OpenProject, number>();

/** Notes that the window shows this image: thumbnails are made outwards from the one that it showed last. */
export function noteViewed(project: OpenProject, sha256: string): void {
  const image = imageByHash(project.database, sha256);
  if (image !== null) {
    viewedImages.set(project, image.id);
  }
}

/**
 * Makes the thumbnails that are missing, one at a time, nearest the view first; while images come it waits, so that an
 * import has the computer for itself. A file that cannot be read has none, and is named where it is opened.
 *
 * @param report told of bugs.
 * @param lookMs how often to look whether there is something to do.
 */
export function startThumbnails(
  project: OpenProject,
  report: (error: unknown) => void,
  lookMs = 1000,
): ThumbnailRoutine {
  /** Ids of images whose thumbnail is there, or cannot be made. */
  const settled = new Set<number>();
  let stopped = false;
  let newest = 0;
  let newestDone = 0;
  let working: Promise<void> | null = null;

  const look = (): void => {
    const largest = largestImageId(project.database);
    const isGrowing = largest !== newest;
    newest = largest;
    if (isGrowing || newest === newestDone || working !== null) {
      return;
    }
    working = makeAll(project, settled, () => stopped)
      .then(() => {
        newestDone = newest;
      })
      .catch((error: unknown) => {
        // No space now, or the project is being closed: what is looked at is still made in its turn.
        if (!(error instanceof ExpectedFailure)) {
          report(error);
        }
        newestDone = newest;
      })
      .finally(() => {
        working = null;
      });
  };
  const timer = setInterval(look, lookMs);
  timer.unref();
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await working;
    },
  };
}

async function makeAll(
  project: OpenProject,
  settled: Set<number>,
  isStopped: () => boolean,
): Promise<void> {
  let centre = viewedImages.get(project) ?? 1;
  let rows = outwards(project.database, centre);
  let passed = 0;
  while (!isStopped()) {
    const view = viewedImages.get(project) ?? centre;
    if (Math.abs(view - centre) > nearImages) {
      centre = view;
      rows = outwards(project.database, centre);
    }
    const next = rows.next();
    if (next.done === true) {
      return;
    }
    const { id, sha256 } = next.value;
    if (!settled.has(id)) {
      settled.add(id);
      if (!existsSync(thumbnailPath(project.folder, sha256))) {
        await makeOne(project, sha256);
      }
    }
    passed += 1;
    if (passed % biteRows === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

async function makeOne(project: OpenProject, sha256: string): Promise<void> {
  try {
    await thumbnailFile(project, sha256);
  } catch (error) {
    const kind = error instanceof ExpectedFailure ? error.failure.kind : null;
    // The file is damaged, or the image has just been purged.
    if (kind !== 'bad-input' && kind !== 'project-damaged' && kind !== 'not-found') {
      throw error;
    }
  }
}

/** Every image: the one with this id or after it, the one before it, and so on, read in bites. */
function* outwards(database: ReadableDatabase, centre: number): Generator<StoredImageRow> {
  const after = inBites((last) => storedImagesAfter(database, last?.id ?? centre - 1, biteRows));
  const before = inBites((last) => storedImagesBefore(database, last?.id ?? centre, biteRows));
  for (;;) {
    const [one, other] = [after.next(), before.next()];
    if (one.done !== true) yield one.value;
    if (other.done !== true) yield other.value;
    if (one.done === true && other.done === true) return;
  }
}

function* inBites(
  read: (last: StoredImageRow | null) => readonly StoredImageRow[],
): Generator<StoredImageRow> {
  let last: StoredImageRow | null = null;
  for (;;) {
    const rows: readonly StoredImageRow[] = read(last);
    yield* rows;
    last = rows.at(-1) ?? null;
    if (last === null) return;
  }
}
