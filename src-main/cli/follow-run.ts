import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { RunProgress, RunSummary } from '../../src-shared/ipc/run-views';
import { percentText } from '../reports/rate-text';
import type { OpenProject } from '../services/project-service';
import type { RunService } from '../services/run-service';
import type { CommandContext } from './command-context';
import { durationText } from './long-work';
import { withRuns } from './open-for-command';
import { ProgressLine } from './progress-line';

/** "trial 1 of 3  training 120 of 400  loss 0.4320  …". */
export function runProgressText(progress: RunProgress, trials: number): string {
  const { trial, phase, iteration, iterations, loss, accuracy, remainingSeconds } = progress;
  const parts = [
    `trial ${trial} of ${trials}`,
    phase === 'training' ? `training ${iteration} of ${iterations}` : phaseText(progress),
  ];
  if (loss !== null) parts.push(`loss ${loss.toPrecision(3)}`);
  if (accuracy !== null) parts.push(`accuracy ${percentText(accuracy)}`);
  if (progress.patchesPerSecond !== null) {
    parts.push(`${progress.patchesPerSecond.toFixed(0)} patches/s`);
  }
  if (remainingSeconds !== null && progress.finishesAt !== null) {
    const clock = new Date(progress.finishesAt).toTimeString().slice(0, 5);
    parts.push(`${durationText(remainingSeconds)} left, done at ${clock}`);
  }
  return parts.join('  ');
}

/** "caching features 34 %". */
function phaseText({ phase, phaseFraction }: RunProgress): string {
  const name = phase.replace('-', ' ');
  return phaseFraction === null ? name : `${name} ${Math.floor(phaseFraction * 100)} %`;
}

/** Work on runs with their progress on standard error. */
export interface RunFollower {
  readonly runs: RunService;
  readonly project: OpenProject;
  /**
   * Waits for the run; the first interrupt asks for a checkpoint and an end, the second ends the trainer at once.
   *
   * @throws ExpectedFailure where the run does not become `done`.
   */
  finish(run: string): Promise<RunSummary>;
  /** As {@link finish}, whatever becomes of the run. */
  follow(run: string): Promise<RunSummary>;
  /** Whether somebody asked to stop. */
  interrupted(): boolean;
}

/**
 * Opens the project and follows the runs that `work` starts.
 *
 * @param atInterrupt whether the run under way is cancelled or keeps its place in the queue
 */
export async function followRuns<T>(
  context: CommandContext,
  path: string,
  work: (follower: RunFollower) => Promise<T>,
  atInterrupt: 'cancel' | 'keep place' = 'cancel',
): Promise<T> {
  const line = new ProgressLine(context.screen);
  let trials = 1;
  return withRuns(
    context,
    path,
    async (runs, project) => {
      let stopAsked = false;
      const stop = (): void => {
        if (atInterrupt === 'keep place') void runs.close();
        else if (runs.activeRun !== null) runs.cancel(runs.activeRun);
      };
      const endListening = context.interrupts.listen((times) => {
        stopAsked = true;
        if (times > 1) {
          runs.stopNow();
          return;
        }
        line.say('Stopping at a checkpoint; interrupt again to stop at once.');
        stop();
      });
      const follow = async (run: string): Promise<RunSummary> => {
        trials = runs.get(run).plan.trials;
        line.say(`Run ${run}`);
        // The interrupt may have come before there was a run.
        if (stopAsked && runs.activeRun === run) stop();
        try {
          return await runs.finished(run);
        } finally {
          line.end();
        }
      };
      const finish = async (run: string): Promise<RunSummary> =>
        requireDone(await follow(run), path);
      try {
        return await work({ runs, project, finish, follow, interrupted: () => stopAsked });
      } finally {
        endListening();
      }
    },
    (progress) =>
      line.show({ fraction: progress.fraction, text: runProgressText(progress, trials) }),
  );
}

function requireDone(run: RunSummary, path: string): RunSummary {
  const resume = `Continue with: ellipsight train ${path} --resume ${run.id}`;
  switch (run.state) {
    case 'done':
      return run;
    case 'cancelled':
      throw new ExpectedFailure('cancelled', `Run ${run.id} was stopped.`, resume);
    case 'interrupted':
      throw new ExpectedFailure(
        'interrupted',
        `Run ${run.id} was interrupted: ${run.message ?? 'the trainer ended'}`,
        resume,
      );
    case 'failed':
      throw new ExpectedFailure('bad-input', `Run ${run.id} failed: ${run.message ?? ''}`);
    case 'waiting':
    case 'paused':
      throw new ExpectedFailure(
        'not-ready',
        `Run ${run.id} is ${run.state}: ${run.message ?? 'its teacher is not done yet'}`,
        `Work through the queue with: ellipsight queue ${path} work`,
      );
    case 'preparing':
    case 'running':
      throw new Error(`Run ${run.id} is still ${run.state} though its trainer is gone.`);
  }
}
