import type { Side } from '../../src-shared/dataset/label';
import { hashTable, nearPairs } from '../../src-shared/dataset/perceptual-hash';
import type { ManySummary } from '../../src-shared/ipc/collection';
import type {
  DuplicateImage,
  DuplicateQuery,
  DuplicateReport,
} from '../../src-shared/ipc/duplicate-views';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import {
  countUnhashed,
  hashedImagesAfter,
  setPerceptualHash,
  storedSplits,
  unhashedImages,
  type HashedImage,
} from '../database/duplicate-queries';
import { imageRow } from '../database/image-queries';
import { inTransaction } from '../database/sqlite-failure';
import { storedImagePath } from '../decoder-process/image-paths';
import { clustersOf } from './duplicate-clusters';
import { GestureOfMany } from './gesture-of-many';
import { changeEach, type ChangeOfImage } from './many-images-service';
import { imagesFolder, type OpenProject } from './project-service';
import { storedSides } from './split-service';
import { breathe, inBites, type BiteHooks } from './work-in-bites';

/** Pairs shown at most. */
const shownPairs = 200;

/** Images that the decoders hash at a time. */
const hashedAtATime = 16;

/** Rows read at a time. */
const chunkRows = 1000;

interface Pair {
  /** Indices into the images. */
  readonly one: number;
  readonly other: number;
  readonly distance: number;
  readonly across: boolean;
}

interface Found {
  readonly images: readonly HashedImage[];
  readonly sides: ReadonlyMap<number, Side>;
  readonly pairs: readonly Pair[];
  readonly unreadable: number;
  readonly cancelled: boolean;
}

/**
 * Makes the hashes that are missing, and finds the images that look nearly the same; with a stored split, which of them
 * test while their likes train. Changes nothing else.
 *
 * @throws ExpectedFailure `not-found` for a split that is not stored.
 */
export async function nearDuplicates(
  project: OpenProject,
  query: DuplicateQuery,
  hooks: BiteHooks,
): Promise<DuplicateReport> {
  const { images, sides, pairs, unreadable, cancelled } = await find(project, query, hooks);
  const shown = [...pairs]
    .sort((a, b) => Number(b.across) - Number(a.across) || a.distance - b.distance)
    .slice(0, shownPairs)
    .flatMap(({ one, other, distance, across }) => {
      const first = imageView(project, images[one], sides);
      const second = imageView(project, images[other], sides);
      return first === null || second === null
        ? []
        : [{ distance, across, images: [first, second] as const }];
    });
  return {
    splits: storedSplits(project.database),
    images: images.length,
    unreadable,
    pairs: pairs.length,
    across: pairs.filter(({ across }) => across).length,
    shown,
    cancelled,
  };
}

/**
 * Puts near-duplicates into one group each, as one gesture, so that they share a side from the next run on. Groups that
 * are there stay whole: where near-duplicates belong to several, these become the largest of them.
 *
 * @param onlyAcross leaves pairs alone that stand on one side.
 */
export async function groupDuplicates(
  project: OpenProject,
  query: DuplicateQuery,
  onlyAcross: boolean,
  hooks: BiteHooks,
): Promise<ManySummary> {
  const { images, pairs } = await find(project, query, hooks);
  const wanted = onlyAcross ? pairs.filter(({ across }) => across) : pairs;
  const changes = clustersOf(images, wanted).flatMap(({ members, group }): ChangeOfImage[] => {
    const first = images[members[0] ?? 0];
    const name = group ?? `near ${imageRow(project.database, first?.id ?? 0)?.name ?? ''}`;
    return members.flatMap((member) => {
      const image = images[member];
      return image === undefined
        ? []
        : [{ imageId: image.id, change: { kind: 'group', group: name.slice(0, 200) } }];
    });
  });
  return inBites(project, () => changeEach(project, changes, hooks, new GestureOfMany(project)));
}

async function find(
  project: OpenProject,
  { split, distance }: DuplicateQuery,
  hooks: BiteHooks,
): Promise<Found> {
  const { database } = project;
  const known = storedSplits(database);
  if (
    split !== null &&
    !known.some(({ splitSeed, trial }) => splitSeed === split.splitSeed && trial === split.trial)
  ) {
    throw new ExpectedFailure(
      'not-found',
      `The split ${split.splitSeed}, trial ${split.trial} is not stored.`,
      'Splits are stored by the first run that uses them; "info" lists them.',
    );
  }
  const cancelled = await hashMissing(project, hooks);
  const all = await hashedImages(project);
  const images = all.filter(({ hash }) => hash !== '');
  const sides: ReadonlyMap<number, Side> =
    split === null
      ? new Map()
      : await storedSides(project, { ...split, validationMillionths: null });
  const pairs: Pair[] = [];
  const tests = (index: number): Side => sides.get(images[index]?.id ?? 0) ?? 'none';
  const work = nearPairs(hashTable(images.map(({ hash }) => hash)), distance, (one, other, d) => {
    const both = [tests(one), tests(other)];
    const across = both.includes('test') && both.includes('training');
    pairs.push({ one, other, distance: d, across });
  });
  while (work.next().done !== true) await breathe();
  return { images, sides, pairs, unreadable: all.length - images.length, cancelled };
}

/** @returns whether it was stopped. */
async function hashMissing(
  project: OpenProject,
  { onProgress, signal }: BiteHooks,
): Promise<boolean> {
  const { database } = project;
  if (project.readOnly) return false;
  const total = countUnhashed(database);
  for (let done = 0; ;) {
    if (signal.cancelled) return true;
    const rows = unhashedImages(database, hashedAtATime);
    if (rows.length === 0) return false;
    const hashes = await Promise.all(
      rows.map(async ({ id, sha256, format }) => ({
        id,
        hash: await hashOf(project, storedImagePath(imagesFolder(project), sha256, format), sha256),
      })),
    );
    inTransaction(database, () => {
      for (const { id, hash } of hashes) setPerceptualHash(database, id, hash);
    });
    done += rows.length;
    onProgress(done, total);
  }
}

/** Empty where the file cannot be read: `verify` says why. */
async function hashOf(project: OpenProject, file: string, sha256: string): Promise<string> {
  try {
    return await project.decoder.call('perceptual-hash', { file, sha256 });
  } catch (error) {
    const kind = error instanceof ExpectedFailure ? error.failure.kind : null;
    if (kind === 'bad-input' || kind === 'project-damaged') return '';
    throw error;
  }
}

async function hashedImages({ database }: OpenProject): Promise<readonly HashedImage[]> {
  const images: HashedImage[] = [];
  for (;;) {
    const page = hashedImagesAfter(database, images.at(-1)?.id ?? 0, chunkRows);
    if (page.length === 0) return images;
    images.push(...page);
    await breathe();
  }
}

function imageView(
  { database }: OpenProject,
  image: HashedImage | undefined,
  sides: ReadonlyMap<number, Side>,
): DuplicateImage | null {
  const row = image === undefined ? null : imageRow(database, image.id);
  if (row === null) return null;
  const { id, sha256, name, textureId, groupName } = row;
  return { id, sha256, name, textureId, groupName, side: sides.get(id) ?? 'none' };
}
