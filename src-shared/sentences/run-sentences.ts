import type { RunState } from '../training/training-progress';
import type { Spoken } from './sentence';

export interface OfRun {
  readonly run: string;
}

/** What is said of runs that cannot start or go on, and of how they ended. */
export const runSentences = {
  runUnderWay: ({ run }: OfRun): Spoken => [
    `Run ${run} is under way in the open project.`,
    'Wait until it is done, or cancel it; it can be resumed.',
  ],
  timingBesideRun: ({ run }: OfRun): Spoken => [
    `Run ${run} is under way; what is timed beside it would be slow.`,
    'Wait until it is done.',
  ],
  runReadsImages: ({ run }: OfRun): Spoken => [
    `Run ${run} is reading the images; nothing was purged.`,
    'Wait until it trains.',
  ],
  noTrialYet: ({ run, state }: OfRun & { readonly state: RunState }): Spoken => [
    `Run ${run} has no finished trial yet; it is ${state}.`,
    'Wait until a trial is done, or resume the run.',
  ],
  noRunDone: (): Spoken => ['No run of this project is done yet.', 'Train a teacher.'],
  outOfMemory: (): Spoken => [
    'There was not enough memory for this plan.',
    'Halve the batch size, or close other programs, then resume.',
  ],
  runCancelled: (): Spoken => 'Cancelled; it can be resumed.',
  runTakenOut: (): Spoken => 'Taken out of the queue; it can be resumed.',
  runPaused: (): Spoken => 'Paused; it goes on from its newest checkpoint.',
  runPausedBefore: (): Spoken => 'Paused before its turn came.',
  runPausedAtClose: (): Spoken => 'Paused since the project was closed.',
  runLeft: (): Spoken => 'Ellipsight was closed; the run goes on from its newest checkpoint.',
  runLost: (): Spoken => 'Ellipsight ended while this run was under way.',
  trainerEnded: (): Spoken =>
    'The trainer process was ended from outside; resume the run to continue from its newest checkpoint.',
  trainerEndedWith: ({ code }: { readonly code: number }): Spoken =>
    `The trainer process ended with code ${code}; resume the run to continue from its newest checkpoint.`,
  noTrainingPatch: ({ trial }: { readonly trial: number }): Spoken => [
    `Trial ${trial} has no training patch.`,
    'Label images as ok and as defective with ellipses, then start again.',
  ],
};
