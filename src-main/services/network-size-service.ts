import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { patchGrid } from '../../src-shared/dataset/patch-grid';
import { meanAndError } from '../../src-shared/evaluation/trial-summary';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { DecisionTime, NetworkSize } from '../../src-shared/ipc/network-size-views';
import type { BenchTiming } from '../../src-shared/training/trainer-job';
import { listRuns, runSummary, type StoredRun } from '../database/run-queries';
import { listTrials } from '../database/run-result-queries';
import { snapshotImages, snapshotTextures } from '../database/snapshot-queries';
import { scaledLength } from '../decoder-process/area-mean';
import { operationCount } from '../trainer-process/architectures/architecture';
import { figureKey, measuredFigures } from './measured-figures';
import { networkLayers } from './plan-layers';
import type { OpenProject } from './project-service';
import { runChannels } from './run-channels';
import { storedRun } from './stored-run';
import { runTrainerJob, type TrainerParts } from './trainer-job-run';

/** How often each network is timed. */
const repeats = 20;

const times = measuredFigures(
  'decision-times.json',
  z.strictObject({ median: z.number(), min: z.number(), max: z.number(), runs: z.number() }),
);

/**
 * A teacher and its finished students with what each costs: Figure 10's points and Table 5's rows. Times are those that
 * were measured here before.
 *
 * @throws ExpectedFailure `not-found`; `wrong-use` where the run is no teacher
 */
export async function networkSizes(
  project: OpenProject,
  teacher: string,
): Promise<readonly NetworkSize[]> {
  return Promise.all(family(project, teacher).map((run) => sizeOf(project, run)));
}

/**
 * The same, after each network that was not timed on this computer yet has been.
 *
 * @param activeRun a run under way, which would slow what is timed
 * @throws ExpectedFailure as {@link networkSizes}, and `busy` while a run is under way
 */
export async function timeNetworks(
  project: OpenProject,
  teacher: string,
  trainer: TrainerParts,
  activeRun: string | null = null,
): Promise<readonly NetworkSize[]> {
  if (activeRun !== null) {
    throw new ExpectedFailure(
      'busy',
      `Run ${activeRun} is under way; what is timed beside it would be slow.`,
      'Wait until it is done.',
    );
  }
  const untimed = family(project, teacher).filter(
    (run) => times.known(keyOf(project, run)) === null,
  );
  const [first] = untimed;
  if (first !== undefined) {
    const timings = await measure(project, first, untimed, trainer);
    untimed.forEach((run, at) => {
      const timing = timings[at];
      if (timing === undefined) throw new Error(`The trainer did not time ${run.id}.`);
      times.keep(keyOf(project, run), timeIn(timing));
    });
  }
  return networkSizes(project, teacher);
}

/** The teacher first, then its students that have a finished trial, in the order they were made. */
function family(project: OpenProject, teacher: string): readonly StoredRun[] {
  const { database } = project;
  const run = storedRun(database, teacher);
  if (run.kind !== 'teacher') {
    throw new ExpectedFailure('wrong-use', `Run ${teacher} is a student; name its teacher.`);
  }
  const students = listRuns(database).filter(
    ({ teacherRun, trialsDone }) => teacherRun === teacher && trialsDone > 0,
  );
  // The newest is listed first.
  return [run, ...students.reverse()];
}

async function sizeOf(project: OpenProject, run: StoredRun): Promise<NetworkSize> {
  const { database } = project;
  const textures = snapshotTextures(database, run.seq).length;
  const { patchSize } = run.plan;
  const patches = gridPatches(project, run);
  const trials = listTrials(database, run.seq);
  const [first] = trials;
  return {
    run: runSummary(run),
    accuracy: meanAndError(trials.map(({ accuracy }) => accuracy)),
    patches,
    operations:
      patches * operationCount(networkLayers(run.plan, textures), [patchSize, patchSize, 3]),
    modelBytes:
      first === undefined
        ? null
        : await fileBytes(join(project.folder, 'runs', run.id, first.modelFile)),
    time: times.known(keyOf(project, run)),
  };
}

/** Of the size that most images of the run have. */
function gridPatches(project: OpenProject, { seq, plan }: StoredRun): number {
  const counts = new Map<number, number>();
  for (const { width, height } of snapshotImages(project.database, seq)) {
    const grid = patchGrid(
      scaledLength(width, plan.imageScale),
      scaledLength(height, plan.imageScale),
      plan.patchSize,
    );
    if (grid !== null) counts.set(grid.length, (counts.get(grid.length) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  return most?.[0] ?? 1;
}

async function fileBytes(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function keyOf(project: OpenProject, run: StoredRun): string {
  const { architecture, patchSize } = run.plan;
  return figureKey([
    ...[architecture, patchSize, run.plan.kind === 'student' ? run.plan.filters : null],
    ...[snapshotTextures(project.database, run.seq).length, runChannels(project.database, run)],
    gridPatches(project, run),
  ]);
}

async function measure(
  project: OpenProject,
  first: StoredRun,
  runs: readonly StoredRun[],
  trainer: TrainerParts,
): Promise<readonly BenchTiming[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ellipsight-times-'));
  try {
    await runTrainerJob(trainer, folder, {
      kind: 'decision-times',
      formatVersion: 1,
      networks: runs.map((run) => ({ plan: run.plan, patches: gridPatches(project, run) })),
      // A student is fed what its teacher was, and knows the same classes.
      textures: snapshotTextures(project.database, first.seq).length,
      channels: runChannels(project.database, first),
      repeats,
    });
    // Written by our own trainer from the same type.
    return JSON.parse(await readFile(join(folder, 'times.json'), 'utf8')) as BenchTiming[];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function timeIn({ ms, runs }: BenchTiming): DecisionTime {
  return { median: ms.median, min: ms.min, max: ms.max, runs };
}
