import type { RunProgress } from '../../src-shared/ipc/run-views';
import type { RunState, TrainerEvent } from '../../src-shared/training/training-progress';

/** What the pace of a run depends on. */
export interface PaceStart {
  readonly run: string;
  readonly trials: number;
  /** Iterations at most, a trial. */
  readonly iterations: number;
  /** Trials that were finished before this start. */
  readonly trialsDone: number;
  readonly device: string | null;
  /** Milliseconds of the clock. */
  readonly now: number;
}

/** Share of a trial that its preparing phases take in the bar, before the first step. */
const setupShare = 0.4;
/** Share of a trial that its steps take; the rest is the decision of its images with the final model. */
const stepsShare = 0.5;
/** Where each preparing phase begins and ends within that share. */
const setupPhases: Readonly<Record<string, readonly [number, number]>> = {
  reading: [0, 0.1],
  'caching-features': [0.1, 1],
  'teacher-logits': [0.1, 1],
};

/**
 * Follows the events of a trainer and says how far the run is, how fast it goes and when it will end.
 * Times are handed in, so that it is pure in (events, times).
 */
export class RunPace {
  readonly #start: PaceStart;
  #state: RunState = 'preparing';
  #trial = 1;
  #phase = 'preparing';
  #phaseFraction: number | null = null;
  /** Since when the phase has this name, milliseconds. */
  #phaseStart = 0;
  #device: string | null;
  #trialsDone: number;
  #trialFraction = 0;
  #iteration = 0;
  #loss: number | null = null;
  #accuracy: number | null = null;
  #learningRate: number | null = null;
  #patchesPerSecond: number | null = null;
  #residentBytes: number | null = null;
  #trialStart: number;
  /** First step seen of the trial under way: the reference of its pace. */
  #firstStep: { readonly iteration: number; readonly at: number } | null = null;
  #setupMs: number | null = null;
  #msPerIteration: number | null = null;

  constructor(start: PaceStart) {
    this.#start = start;
    this.#device = start.device;
    this.#trialsDone = start.trialsDone;
    this.#trial = Math.min(start.trialsDone + 1, start.trials);
    this.#trialStart = start.now;
  }

  setState(state: RunState): void {
    this.#state = state;
  }

  /** Follows the making of the job folder, before there is a trainer. */
  prepared(done: number, total: number): void {
    this.#phaseFraction = total === 0 ? null : done / total;
  }

  accept(event: TrainerEvent, now: number): void {
    switch (event.kind) {
      case 'started':
        this.#device = event.device;
        return;
      case 'phase':
        this.#enterTrial(event.trial, now);
        this.#enterPhase(event.phase, now);
        this.#phaseFraction = event.total === 0 ? null : event.done / event.total;
        this.#advance(event.phase, this.#phaseFraction ?? 0);
        return;
      case 'step':
        this.#enterTrial(event.trial, now);
        this.#step(event, now);
        return;
      case 'evaluation':
        this.#accuracy = event.accuracy;
        return;
      case 'trial-done':
        this.#trialsDone = Math.max(this.#trialsDone, event.trial);
        this.#trialFraction = 0;
        return;
      case 'checkpoint':
      case 'log':
      case 'done':
      case 'cancelled':
      case 'spent':
      case 'failed':
        return;
    }
  }

  /** @param now Milliseconds of the clock. */
  progress(now: number): RunProgress {
    const remainingSeconds = this.#remainingSeconds(now);
    return {
      run: this.#start.run,
      state: this.#state,
      trial: this.#trial,
      phase: this.#phase,
      phaseFraction: this.#phaseFraction,
      fraction: this.#fraction(),
      iteration: this.#iteration,
      iterations: this.#start.iterations,
      loss: this.#loss,
      accuracy: this.#accuracy,
      learningRate: this.#learningRate,
      patchesPerSecond: this.#patchesPerSecond,
      residentBytes: this.#residentBytes,
      remainingSeconds,
      finishesAt:
        remainingSeconds === null ? null : new Date(now + remainingSeconds * 1000).toISOString(),
      device: this.#device,
    };
  }

  #enterTrial(trial: number, now: number): void {
    if (trial === this.#trial) return;
    this.#trial = trial;
    this.#trialStart = now;
    this.#trialFraction = 0;
    this.#iteration = 0;
    this.#firstStep = null;
  }

  #enterPhase(phase: string, now: number): void {
    if (phase === this.#phase) return;
    this.#phase = phase;
    this.#phaseStart = now;
  }

  #advance(phase: string, share: number): void {
    const [begin, end] = setupPhases[phase] ?? [0, 0];
    const setup = setupShare * (begin + share * (end - begin));
    const last = setupShare + stepsShare + (1 - setupShare - stepsShare) * share;
    const fraction = this.#stepsAreDone && phase === 'evaluating' ? last : setup;
    this.#trialFraction = Math.max(this.#trialFraction, fraction);
  }

  #step(event: Extract<TrainerEvent, { kind: 'step' }>, now: number): void {
    this.#enterPhase('training', now);
    this.#phaseFraction = event.iteration / this.#start.iterations;
    this.#iteration = event.iteration;
    this.#loss = event.loss;
    this.#learningRate = event.learningRate;
    this.#patchesPerSecond = event.patchesPerSecond;
    this.#residentBytes = event.residentBytes;
    if (this.#firstStep === null) {
      this.#firstStep = { iteration: event.iteration, at: now };
      this.#setupMs = now - this.#trialStart;
    } else if (event.iteration > this.#firstStep.iteration) {
      this.#msPerIteration =
        (now - this.#firstStep.at) / (event.iteration - this.#firstStep.iteration);
    }
    const share = event.iteration / this.#start.iterations;
    this.#trialFraction = Math.max(this.#trialFraction, setupShare + stepsShare * share);
  }

  #fraction(): number {
    if (this.#state === 'done') return 1;
    return Math.min((this.#trialsDone + this.#trialFraction) / this.#start.trials, 1);
  }

  get #stepsAreDone(): boolean {
    return this.#iteration >= this.#start.iterations;
  }

  /** Of a phase that counts what it has done; 0 where it has not begun to. */
  #phaseRemainingMs(now: number): number {
    const share = this.#phaseFraction ?? 0;
    return share === 0 ? 0 : ((now - this.#phaseStart) * (1 - share)) / share;
  }

  /** Null until two steps of a trial were timed; an early stop may end sooner. */
  #remainingSeconds(now: number): number | null {
    if (this.#state !== 'running' || this.#msPerIteration === null) return null;
    const wholeTrialMs = (this.#setupMs ?? 0) + this.#start.iterations * this.#msPerIteration;
    const left = this.#start.trials - this.#trialsDone;
    if (left <= 0) return 0;
    const underWay = this.#trial > this.#trialsDone;
    const thisTrialMs = !underWay
      ? wholeTrialMs
      : this.#firstStep === null
        ? Math.max(wholeTrialMs - (now - this.#trialStart), 0)
        : this.#stepsAreDone
          ? this.#phaseRemainingMs(now)
          : (this.#start.iterations - this.#iteration) * this.#msPerIteration;
    return (thisTrialMs + (left - 1) * wholeTrialMs) / 1000;
  }
}
