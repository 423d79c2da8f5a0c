import { unlink } from 'node:fs/promises';
import type { ImportSummary, Progress } from '../../src-shared/ipc/views';
import { imageByHash } from '../database/image-queries';
import type { StoredImage } from '../decoder-process/decoder-calls';
import { storedImagePath } from '../decoder-process/image-paths';
import type { PreparedItem } from './image-intake';
import { imagesFolder, type OpenProject } from './project-service';
import { beginIntake } from './work-in-bites';

/** What a long job gets to report through, and to see that it shall stop. */
export interface IntakeHooks {
  readonly onProgress: (progress: Progress) => void;
  readonly signal: { readonly cancelled: boolean };
}

/** Takes prepared items in, a batch at a time. */
export interface Intake {
  commit(items: readonly PreparedItem[]): void;
  summary(cancelled: boolean): ImportSummary;
}

/** Images of one transaction: enough to spread its fsync, few enough to keep main's loop free. */
export const batchSize = 16;

/** Items that the decoders work on while a batch is written. */
const itemsAhead = 2 * batchSize;

/**
 * Prepares items ahead, commits them batch by batch in their order, and stops between two batches when asked to. Files
 * that were stored for images which did not become rows are deleted at the end, however it comes.
 *
 * @param total for the progress.
 */
export async function takeAll(
  project: OpenProject,
  intake: Intake,
  preparations: AsyncIterable<() => Promise<PreparedItem>>,
  total: number,
  hooks: IntakeHooks,
): Promise<ImportSummary> {
  const started = Date.now();
  const endIntake = beginIntake(project);
  const withoutRow = new Set<StoredImage>();
  const ahead: Promise<PreparedItem>[] = [];
  let batch: PreparedItem[] = [];
  let done = 0;
  let complete = false;

  const commit = (): void => {
    intake.commit(batch);
    for (const { image } of batch) {
      if (image !== null) {
        withoutRow.delete(image.stored);
      }
    }
    batch = [];
    hooks.onProgress(progressSince(started, Math.min(done, total), total));
  };
  const takeNext = async (): Promise<void> => {
    const item = await ahead.shift();
    if (item !== undefined) {
      batch.push(item);
      done += 1;
    }
    if (batch.length === batchSize) {
      commit();
    }
  };
  const begin = (prepare: () => Promise<PreparedItem>): Promise<PreparedItem> => {
    const prepared = prepare().then((item) => {
      if (item.stored !== null) {
        withoutRow.add(item.stored);
      }
      return item;
    });
    // Its failure is met in its turn; until then it must not count as unhandled.
    prepared.catch(() => undefined);
    return prepared;
  };

  try {
    for await (const prepare of preparations) {
      if (hooks.signal.cancelled) {
        break;
      }
      ahead.push(begin(prepare));
      if (ahead.length >= itemsAhead) {
        await takeNext();
      }
    }
    while (ahead.length > 0 && !hooks.signal.cancelled) {
      await takeNext();
    }
    if (!hooks.signal.cancelled) {
      commit();
      complete = true;
    }
  } finally {
    await Promise.allSettled(ahead);
    await discardUnused(project, withoutRow);
    endIntake();
  }
  return intake.summary(!complete);
}

async function discardUnused(project: OpenProject, stored: Iterable<StoredImage>): Promise<void> {
  for (const { sha256, format, created } of stored) {
    if (created && imageByHash(project.database, sha256) === null) {
      await unlink(storedImagePath(imagesFolder(project), sha256, format)).catch(
        (error: unknown) => {
          if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
            throw error;
          }
        },
      );
    }
  }
}

/** Rate and remaining time from what is done so far. */
export function progressSince(startedMs: number, done: number, total: number): Progress {
  const seconds = (Date.now() - startedMs) / 1000;
  const perSecond = seconds > 0 && done > 0 ? done / seconds : null;
  return {
    done,
    total,
    perSecond,
    remainingSeconds: perSecond === null ? null : (total - done) / perSecond,
  };
}
