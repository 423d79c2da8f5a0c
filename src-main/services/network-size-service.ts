import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { patchGrid } from '../../src-shared/dataset/patch-grid';
import { meanAndError } from '../../src-shared/evaluation/trial-summary';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { DecisionTime, NetworkSize } from '../../src-shared/ipc/network-size-views';
import type { BenchTiming } from '../../src-shared/training/trainer-job';
import { saidFailure } from '../../src-shared/sentences/english';
import { listRuns, runSummary, type StoredRun } from '../database/run-queries';
import { listTrials } from '../database/run-result-queries';
import { snapshotImages, snapshotTextures } from '../database/snapshot-queries';
import { scaledLength } from '../decoder-process/area-mean';
import { operationCount } from '../trainer-process/architectures/architecture';
import { figureKey, measuredFigures } from './measured-figures';
import { fileBytes } from './placed-file';
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
  const runs = family(project, teacher);
  const fed = fedImages(project, runs[0]);
  return Promise.all(runs.map((run) => sizeOf(project, run, fed)));
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
    throw saidFailure('busy', 'timingBesideRun', { run: activeRun });
  }
  const runs = family(project, teacher);
  const fed = fedImages(project, runs[0]);
  const untimed = runs.filter((run) => times.known(keyOf(run, fed)) === null);
  if (untimed.length > 0) {
    const timings = await measure(untimed, fed, trainer);
    untimed.forEach((run, at) => {
      const timing = timings[at];
      if (timing === undefined) throw new Error(`The trainer did not time ${run.id}.`);
      times.keep(keyOf(run, fed), timeIn(timing));
    });
  }
  return networkSizes(project, teacher);
}

/** The teacher first, then its students that have a finished trial, in the order they were made. */
function family(project: OpenProject, teacher: string): readonly [StoredRun, ...StoredRun[]] {
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

/** What an image of a family is to its networks; a student is fed what its teacher was, and knows the same classes. */
interface FedImages {
  readonly textures: number;
  readonly channels: 1 | 3;
  /** Patches of the grid over an image, of the size that most images have. */
  readonly patches: number;
}

function fedImages(project: OpenProject, teacher: StoredRun): FedImages {
  return {
    textures: snapshotTextures(project.database, teacher.seq).length,
    channels: runChannels(project.database, teacher),
    patches: gridPatches(project, teacher),
  };
}

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

async function sizeOf(project: OpenProject, run: StoredRun, fed: FedImages): Promise<NetworkSize> {
  const { patchSize } = run.plan;
  const trials = listTrials(project.database, run.seq);
  const [first] = trials;
  return {
    run: runSummary(run),
    accuracy: meanAndError(trials.map(({ accuracy }) => accuracy)),
    patches: fed.patches,
    operations:
      fed.patches *
      operationCount(networkLayers(run.plan, fed.textures), [patchSize, patchSize, 3]),
    modelBytes:
      first === undefined
        ? null
        : await fileBytes(join(project.folder, 'runs', run.id, first.modelFile)),
    time: times.known(keyOf(run, fed)),
  };
}

function keyOf({ plan }: StoredRun, { textures, channels, patches }: FedImages): string {
  return figureKey([
    ...[plan.architecture, plan.patchSize, plan.kind === 'student' ? plan.filters : null],
    ...[textures, channels, patches],
  ]);
}

async function measure(
  runs: readonly StoredRun[],
  { textures, channels, patches }: FedImages,
  trainer: TrainerParts,
): Promise<readonly BenchTiming[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ellipsight-times-'));
  try {
    await runTrainerJob(trainer, folder, {
      kind: 'decision-times',
      formatVersion: 1,
      networks: runs.map(({ plan }) => ({ plan, patches })),
      textures,
      channels,
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
