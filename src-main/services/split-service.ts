import type { Side } from '../../src-shared/dataset/label';
import { assignSidesInBites, type SplitImage } from '../../src-shared/dataset/stratified-split';
import { appendEvent } from '../database/event-queries';
import { labelledImagesAfter, type LabelledImage } from '../database/image-queries';
import {
  completeBatch,
  dropIncompleteBatches,
  insertSide,
  openBatch,
  storedSidesAfter,
  type SplitKey,
  type StoredSide,
} from '../database/split-queries';
import { inTransaction } from '../database/sqlite-failure';
import type { OpenProject } from './project-service';

/** Share of each class that is tested (protocol.md). */
export const testShare = 0.2;

/** Rows that are read or written between two breaths of the loop. */
const chunkRows = 500;

export interface SplitRequest {
  readonly splitSeed: number;
  /** 1-based. */
  readonly trial: number;
  /** Share of the training part that validates, 0 ≤ share < 1; 0 makes none. */
  readonly validationShare: number;
  /** Whether the sides of new images are stored; they come out the same when asked again. True where left out. */
  readonly store?: boolean;
}

/**
 * The sides of all images of the project in one trial, stored: what was put on a side before stays there, new images
 * fill the quotas (docs, Labels). Images that do not train (unlabelled, unsure, disputed) get `none`, and keep the side
 * that they had for the day they do.
 *
 * The test side of a (split seed, trial) is one and the same for every validation share.
 *
 * @returns sides by image id.
 */
export function assignSides(
  project: OpenProject,
  request: SplitRequest,
): Promise<ReadonlyMap<number, Side>> {
  // One after the other: two that store at a time would each undo the other's unfinished batch.
  const turn = (lastTurn.get(project) ?? Promise.resolve()).then(() => assign(project, request));
  lastTurn.set(
    project,
    turn.catch(() => undefined),
  );
  return turn;
}

const lastTurn = new WeakMap<OpenProject, Promise<unknown>>();

async function assign(
  project: OpenProject,
  { splitSeed, trial, validationShare, store = true }: SplitRequest,
): Promise<ReadonlyMap<number, Side>> {
  const images = await allImages(project);
  const labelled = images.filter(
    ({ verdict, review }) => (verdict === 'ok' || verdict === 'defective') && review !== 'disputed',
  );
  const testKey = { splitSeed, trial, validationMillionths: null };
  const tested = await fillSides(project, testKey, labelled, store, {
    testShare,
    validationShare: 0,
  });
  const sides = new Map<number, Side>(images.map(({ id }) => [id, tested.get(id) ?? 'none']));
  if (validationShare > 0) {
    const key = { ...testKey, validationMillionths: Math.round(validationShare * 1e6) };
    const part = labelled.filter(({ id }) => tested.get(id) === 'training');
    const validated = await fillSides(project, key, part, store, {
      testShare: 0,
      validationShare,
    });
    for (const [id, side] of validated) {
      sides.set(id, side);
    }
  }
  return sides;
}

/** Sides of `images` under one key: the stored ones, and those of new images, which are stored. */
async function fillSides(
  project: OpenProject,
  key: SplitKey,
  images: readonly LabelledImage[],
  store: boolean,
  shares: { readonly testShare: number; readonly validationShare: number },
): Promise<ReadonlyMap<number, StoredSide>> {
  const stored = await storedSides(project, key);
  const work = assignSidesInBites(
    images.map((image): SplitImage => ({
      key: image.sha256,
      class: `${image.texture} ${image.verdict}`,
      group: image.groupName,
      current: stored.get(image.id) ?? null,
    })),
    { splitSeed: key.splitSeed, trial: key.trial, ...shares },
  );
  const planned = await inTurns(work);
  const sides = new Map<number, StoredSide>();
  const changed: { imageId: number; side: StoredSide }[] = [];
  images.forEach(({ id }, index) => {
    const side = planned[index];
    if (side === undefined || side === 'none') {
      throw new Error(`The split left out image ${id}.`);
    }
    sides.set(id, side);
    if (stored.get(id) !== side) {
      changed.push({ imageId: id, side });
    }
  });
  if (changed.length > 0 && store && !project.readOnly) {
    await storeSides(project, key, changed);
  }
  return sides;
}

/** Brings work to its end, and lets main's loop have its turn at each stop. */
async function inTurns<T>(work: Generator<void, T>): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    await breathe();
  }
}

/** The stored sides of a key by image id; images that it has none of are left out. */
export async function storedSides(
  project: OpenProject,
  key: SplitKey,
): Promise<ReadonlyMap<number, StoredSide>> {
  const sides = new Map<number, StoredSide>();
  let after = { batch: 0, image: 0 };
  for (;;) {
    const rows = storedSidesAfter(project.database, key, after, chunkRows);
    const last = rows.at(-1);
    if (last === undefined) {
      return sides;
    }
    for (const { imageId, side } of rows) {
      // A later batch has the last word: a group that grew together may have had to move.
      sides.set(imageId, side);
    }
    after = { batch: last.batch, image: last.imageId };
    await breathe();
  }
}

async function storeSides(
  project: OpenProject,
  key: SplitKey,
  rows: readonly { readonly imageId: number; readonly side: StoredSide }[],
): Promise<void> {
  const { database } = project;
  const at = project.now().toISOString();
  const batch = inTransaction(database, () => {
    dropIncompleteBatches(database, key);
    return openBatch(database, key, rows.length, at);
  });
  for (let start = 0; start < rows.length; start += chunkRows) {
    inTransaction(database, () => {
      for (const row of rows.slice(start, start + chunkRows)) {
        insertSide(database, batch, row);
      }
    });
    await breathe();
  }
  inTransaction(database, () => {
    completeBatch(database, batch);
    appendEvent(database, {
      at,
      who: project.author,
      gesture: null,
      kind: 'split.stored',
      imageId: null,
      old: null,
      new: { ...key, batch, images: rows.length },
    });
  });
}

async function allImages(project: OpenProject): Promise<readonly LabelledImage[]> {
  const images: LabelledImage[] = [];
  for (;;) {
    const page = labelledImagesAfter(project.database, images.at(-1)?.id ?? 0, chunkRows);
    if (page.length === 0) {
      return images;
    }
    images.push(...page);
    await breathe();
  }
}

/** Lets main's loop answer the window. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
