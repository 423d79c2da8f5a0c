import { rm } from 'node:fs/promises';
import {
  cleanKinds,
  type CleanKind,
  type CleanSummary,
  type DiskPart,
  type DiskUse,
  type RunDiskUse,
} from '../../src-shared/ipc/disk-views';
import type { RunState } from '../../src-shared/training/training-progress';
import { keptEvaluationsFolder } from '../../src-shared/training/kept-evaluation';
import { teacherLogitsFile } from '../../src-shared/training/trainer-job';
import { imageByHash } from '../database/image-queries';
import { listRuns } from '../database/run-queries';
import { storedImagePath } from '../decoder-process/image-paths';
import { ContentSum, filesBelow, freedBytes, type DiskFile } from './disk-files';
import { imagesFolder, type OpenProject } from './project-service';
import { previewPurge } from './purge-service';
import { refuseReadOnly } from './refuse-read-only';
import { whileNoIntake, type BiteHooks } from './work-in-bites';

/** How much of the disk a project takes, by part and run, and what could be removed. Looks at every file's size. */
export async function diskUse(project: OpenProject): Promise<DiskUse> {
  const parts: Record<DiskPart, number> = {
    database: 0,
    images: 0,
    thumbnails: 0,
    backups: 0,
    runs: 0,
    other: 0,
  };
  const states = runStates(project);
  const runs = new Map<string, RunDiskUse>(
    [...states].map(([run, state]) => [
      run,
      { run, state, bytes: 0, checkpoints: 0, caches: 0, models: 0, pixels: 0, evaluations: 0 },
    ]),
  );
  const sum = new ContentSum();
  // By name, so that what runs share is counted at the oldest of them.
  const files: DiskFile[] = [];
  for await (const file of filesBelow(project.folder)) files.push(file);
  files.sort((one, other) => (one.path < other.path ? -1 : 1));
  for (const file of files) {
    const added = sum.add(file);
    parts[partOf(file)] += added;
    const use = file.parts[0] === 'runs' ? runs.get(file.parts[1] ?? '') : undefined;
    if (use !== undefined) runs.set(use.run, withFile(use, file, added));
  }
  const clean = cleanable(project, files);
  return {
    bytes: sum.bytes,
    parts,
    runs: [...runs.values()],
    clean: mapKinds((kind) => ({ files: clean[kind].length, bytes: freedBytes(clean[kind]) })),
    excluded: (await previewPurge(project)).bytes,
  };
}

/**
 * Removes what these kinds hold; runs under way are left alone.
 *
 * @throws ExpectedFailure `busy` while images are imported; `read-only`.
 */
export async function cleanUp(
  project: OpenProject,
  kinds: readonly CleanKind[],
  { onProgress, signal }: BiteHooks,
): Promise<CleanSummary> {
  refuseReadOnly(project, 'nothing was removed');
  return whileNoIntake(project, async () => {
    const files: DiskFile[] = [];
    for await (const file of filesBelow(project.folder)) files.push(file);
    const clean = cleanable(project, files);
    const going = cleanKinds.flatMap((kind) => (kinds.includes(kind) ? clean[kind] : []));
    const gone: DiskFile[] = [];
    for (const file of going) {
      if (signal.cancelled) break;
      await rm(file.path, { force: true });
      gone.push(file);
      onProgress(gone.length, going.length);
    }
    return { files: gone.length, bytes: freedBytes(gone) };
  });
}

function mapKinds<T>(value: (kind: CleanKind) => T): Record<CleanKind, T> {
  return {
    'spent-checkpoints': value('spent-checkpoints'),
    'stopped-checkpoints': value('stopped-checkpoints'),
    caches: value('caches'),
    evaluations: value('evaluations'),
    thumbnails: value('thumbnails'),
    orphans: value('orphans'),
  };
}

function runStates({ database }: OpenProject): ReadonlyMap<string, RunState> {
  return new Map([...listRuns(database)].reverse().map(({ id, state }) => [id, state] as const));
}

function partOf({ parts: [first = ''] }: DiskFile): DiskPart {
  if (first.startsWith('project.db')) return 'database';
  return first === 'images' || first === 'thumbnails' || first === 'backups' || first === 'runs'
    ? first
    : 'other';
}

function withFile(use: RunDiskUse, { parts }: DiskFile, bytes: number): RunDiskUse {
  const sum = { ...use, bytes: use.bytes + bytes };
  if (parts[3] === 'checkpoints') return { ...sum, checkpoints: use.checkpoints + bytes };
  if (isEvaluation(parts)) return { ...sum, evaluations: use.evaluations + bytes };
  if (isCache(parts)) return { ...sum, caches: use.caches + bytes };
  if (parts[2] === 'patches') return { ...sum, pixels: use.pixels + bytes };
  return parts.at(-1)?.endsWith('.safetensors') === true
    ? { ...sum, models: use.models + bytes }
    : sum;
}

/** `runs/RUN/trial-K/evaluations/ITERATION.json` */
function isEvaluation(parts: readonly string[]): boolean {
  return parts[3] === keptEvaluationsFolder;
}

/** Below `runs/RUN/`: `cache/…`, and what a teacher said of its training patches. */
function isCache(parts: readonly string[]): boolean {
  return parts[2] === 'cache' || parts[3] === teacherLogitsFile;
}

function cleanable(
  project: OpenProject,
  files: readonly DiskFile[],
): Readonly<Record<CleanKind, readonly DiskFile[]>> {
  const found = mapKinds((): DiskFile[] => []);
  const states = runStates(project);
  // A trial that has its result needs no checkpoint, whatever became of its run.
  const finished = new Set(
    files
      .filter(({ parts }) => parts[0] === 'runs' && parts[3] === 'result.json')
      .map(({ parts }) => parts.slice(0, 3).join('/')),
  );
  for (const file of files) {
    const kind = kindOf(project, file, states, finished);
    if (kind !== null) found[kind].push(file);
  }
  return found;
}

function kindOf(
  project: OpenProject,
  { path, parts }: DiskFile,
  states: ReadonlyMap<string, RunState>,
  finished: ReadonlySet<string>,
): CleanKind | null {
  if (parts[0] === 'thumbnails') return 'thumbnails';
  if (parts[0] === 'images') {
    return isImageFile(project, path, parts) ? null : 'orphans';
  }
  if (parts[0] !== 'runs') return null;
  const state = states.get(parts[1] ?? '');
  if (state === undefined) return 'orphans';
  // A waiting run may start at any moment.
  if (state === 'preparing' || state === 'running' || state === 'waiting') return null;
  if (isCache(parts)) return 'caches';
  // A trial that goes on makes again only what lies beyond its checkpoint.
  if (isEvaluation(parts)) return state === 'done' ? 'evaluations' : null;
  if (parts[3] !== 'checkpoints') return null;
  const trialDone = finished.has(parts.slice(0, 3).join('/'));
  return state === 'done' || trialDone ? 'spent-checkpoints' : 'stopped-checkpoints';
}

/** Whether a file below `images/` is the stored original of an image of the project, excluded or not. */
function isImageFile(project: OpenProject, path: string, parts: readonly string[]): boolean {
  const sha256 = parts.at(-1)?.split('.')[0] ?? '';
  const image = imageByHash(project.database, sha256);
  return image !== null && storedImagePath(imagesFolder(project), sha256, image.format) === path;
}
