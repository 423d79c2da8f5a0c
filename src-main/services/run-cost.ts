import { availableParallelism, cpus } from 'node:os';
import type { TrainingPlan } from '../../src-shared/training/training-plan';
import type { ReadableDatabase } from '../database/database';
import { listRuns, type StoredRun } from '../database/run-queries';
import { listTrials } from '../database/run-result-queries';

/** Forward and backward of VGG16 on one 224×224 patch, 10⁹ floating-point operations (93 a patch; 2,976 a batch of 32). */
const vgg16StepGflop = 93;
/** What a core with AVX2 sustains in the convolutions, 10⁹ operations a second (measured: 102 on two cores). */
const gflopsPerCore = 50;

/**
 * Rough time of a whole run on this computer, seconds: from the newest finished run of the project that costs the
 * same an iteration, else by arithmetic for a whole VGG16 on the processor; null where neither is known.
 */
export function estimateSeconds(database: ReadableDatabase, plan: TrainingPlan): number | null {
  const iterations = plan.trials * plan.iterations;
  for (const run of listRuns(database)) {
    if (run.state !== 'done' || costKey(run.plan) !== costKey(plan)) continue;
    const pace = secondsPerIteration(database, run);
    if (pace !== null) return pace * iterations;
  }
  if (plan.kind === 'student' || plan.architecture !== 'vgg16' || plan.frozenBlocks > 0)
    return null;
  const cores = typeof availableParallelism === 'function' ? availableParallelism() : cpus().length;
  const gflop = vgg16StepGflop * plan.batchSize * (plan.patchSize / 224) ** 2;
  return (iterations * gflop) / (gflopsPerCore * cores);
}

/** Runs with equal keys take about the same time an iteration. */
function costKey(plan: TrainingPlan): string {
  const { kind, architecture, patchSize, batchSize, imageScale, evaluationInterval } = plan;
  const depth = kind === 'teacher' ? plan.frozenBlocks : plan.filters;
  return JSON.stringify([
    kind,
    architecture,
    patchSize,
    batchSize,
    imageScale,
    evaluationInterval,
    depth,
  ]);
}

/** Of a run that was never stopped in between; its wall-clock time holds preparation and evaluations too. */
function secondsPerIteration(database: ReadableDatabase, run: StoredRun): number | null {
  const iterations = listTrials(database, run.seq).reduce(
    (sum, trial) => sum + trial.iterations,
    0,
  );
  if (iterations === 0 || run.startedAt === null || run.endedAt === null) return null;
  return (Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000 / iterations;
}
