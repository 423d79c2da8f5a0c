import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { convergenceIteration } from '../../src-shared/evaluation/convergence';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type {
  JobPatch,
  JobTrial,
  StudentJob,
  TeacherJob,
} from '../../src-shared/training/trainer-job';
import { elementCount } from '../../src-shared/training/element-count';
import { CheckpointFolder, type KeptPoint } from './checkpoint';
import { CheckpointSchedule } from './checkpoint-schedule';
import { DataOrder } from './data-order';
import { imageLogits, imagesOfSide, sideRates } from './image-evaluation';
import { JobCancelled, ProcessSpent, type JobContext } from './job-context';
import { liveTensors, tensorOf, valuesOf } from './kernels/tensorflow';
import type { Variable } from './kernels/variable';
import { KeptEvaluations } from './kept-evaluations';
import { assignFromFile, KeptModels } from './kept-models';
import { learningRateAt } from './learning-rate';
import type { BatchLoss } from './loss';
import { chosenIteration, iterationsToKeep, patienceIsOver, type ModelRule } from './model-choice';
import type { Network } from './network';
import { Optimiser } from './optimiser';
import type { PatchInput } from './patch-input';
import type { DrawnPatch } from './patch-pixels';
import type { TensorSource } from './weights/safetensors-file';
import { makeFolderDurably } from './weights/durable-file';

/** What one trial trains, on what, and towards what. */
export interface TrialWork {
  readonly job: TeacherJob | StudentJob;
  /** SHA-256 of the job. */
  readonly jobHash: string;
  readonly trial: JobTrial;
  /** The part that learns. */
  readonly network: Network;
  readonly input: PatchInput;
  /** Training patches of this trial. */
  readonly patches: readonly JobPatch[];
  /** @param logits [N, classes] of the batch, row-major */
  loss(logits: Float32Array, batch: readonly DrawnPatch[]): BatchLoss;
  /** Called once the network holds the chosen weights. */
  afterTraining(): Promise<void>;
  /** Frees the network, and what else was made for this trial. */
  release(): void;
}

/** What the loop leaves behind; the network then holds the chosen weights. */
export interface TrainedTrial {
  readonly iterations: number;
  /** By the protocol's rule; the last iteration where no evaluation had an image. */
  readonly convergence: number;
  readonly modelIteration: number;
  readonly points: readonly KeptPoint[];
  readonly checkpoints: CheckpointFolder;
}

/** Folder of one trial, relative to the job's. */
export function trialFolder(trial: number): string {
  return `trial-${trial}`;
}

/** Runs, or resumes, the training loop of one trial. */
export class TrialLoop {
  private readonly rule: ModelRule;
  private readonly evaluated: readonly number[];
  private readonly order: DataOrder;
  private readonly optimiser: Optimiser;
  private readonly checkpoints: CheckpointFolder;
  private readonly kept: KeptModels;
  private readonly evaluations: KeptEvaluations;
  private readonly batchValues: Float32Array;
  private readonly recentSteps: number[] = [];
  private points: readonly KeptPoint[];
  private iteration: number;
  private readonly schedule: CheckpointSchedule;
  /** Of this process. */
  private steps = 0;

  constructor(
    private readonly work: TrialWork,
    private readonly context: JobContext,
  ) {
    const { job, trial, network } = work;
    const { plan } = job;
    this.rule = plan.validationShare > 0 ? 'best-on-validation' : 'convergence-on-test';
    this.evaluated = imagesOfSide(job.images, trial.sides, this.side, plan.patchSize);
    this.order = new DataOrder(work.patches, { ...plan, trial: trial.trial });
    this.optimiser = new Optimiser(plan, network.parameters);
    this.checkpoints = new CheckpointFolder(
      join(context.folder, trialFolder(trial.trial), 'checkpoints'),
      work.jobHash,
    );
    const resumed = this.checkpoints.newest((name) => {
      context.emit({
        kind: 'log',
        message: `The checkpoint ${name} of trial ${trial.trial} is damaged; an earlier one is used.`,
      });
    });
    if (resumed !== null) {
      assignFromFile(this.checkpoints.path(resumed.state), this.stateVariables());
    }
    this.kept = new KeptModels(network.parameters, this.checkpoints, resumed);
    const own = join(context.folder, trialFolder(trial.trial));
    this.evaluations = new KeptEvaluations(own, resumed?.iteration ?? 0);
    this.points = resumed?.points ?? [];
    this.iteration = resumed?.iteration ?? 0;
    this.batchValues = new Float32Array(plan.batchSize * elementCount(work.input.shape));
    this.schedule = new CheckpointSchedule(
      context.checkpointSeconds,
      context.seconds(),
      resumed?.trainedSeconds ?? 0,
    );
  }

  /** Trains to the end of the plan, or until patience is over, and puts the chosen weights into the network. */
  async run(): Promise<TrainedTrial> {
    const { plan } = this.work.job;
    try {
      while (
        this.iteration < plan.iterations &&
        !patienceIsOver(this.points, plan.earlyStopPatience)
      ) {
        this.step();
        if (this.iteration % plan.evaluationInterval === 0 || this.iteration === plan.iterations) {
          await this.evaluate();
        }
        await this.context.breathe();
        if (this.context.cancelled()) {
          this.writeCheckpoint();
          throw new JobCancelled();
        }
        const spent = this.processIsSpent();
        if (spent || this.schedule.isDue(this.context.seconds())) {
          this.writeCheckpoint();
        }
        if (spent) throw new ProcessSpent();
      }
      const chosen = chosenIteration(this.rule, this.points, this.evaluated.length);
      if (chosen !== null && chosen !== this.iteration) {
        this.kept.restore(chosen);
      }
      return {
        iterations: this.iteration,
        convergence:
          convergenceIteration(this.points, Math.max(1, this.evaluated.length)) ?? this.iteration,
        modelIteration: chosen ?? this.iteration,
        points: this.points,
        checkpoints: this.checkpoints,
      };
    } finally {
      this.kept.dispose();
      this.optimiser.dispose();
    }
  }

  private get side(): 'validation' | 'test' {
    return this.rule === 'best-on-validation' ? 'validation' : 'test';
  }

  private step(): void {
    const { work, context } = this;
    const { plan } = work.job;
    const started = context.seconds();
    const batch = this.order.batch(this.iteration);
    work.input.write(batch, this.batchValues);
    if (this.iteration + 1 < plan.iterations) {
      work.input.announce?.(this.order.batch(this.iteration + 1));
    }
    const input = tensorOf(this.batchValues, [batch.length, ...work.input.shape]);
    const learningRate = learningRateAt(plan, this.iteration);
    let loss = Number.NaN;
    work.network.train(
      input,
      (output) => {
        const result = work.loss(valuesOf(output), batch);
        loss = result.loss;
        return Number.isFinite(loss) ? tensorOf(result.gradient, output.shape) : null;
      },
      (parameter, gradient) => {
        this.optimiser.update(parameter, gradient, learningRate, this.iteration + 1);
      },
    );
    input.dispose();
    if (!Number.isFinite(loss)) {
      throw this.diverged(`the loss became ${loss}`);
    }
    this.iteration += 1;
    this.steps += 1;
    context.emit({
      kind: 'step',
      trial: work.trial.trial,
      iteration: this.iteration,
      loss,
      learningRate,
      patchesPerSecond: this.throughput(context.seconds() - started),
      residentBytes: process.memoryUsage.rss(),
      tensors: liveTensors(),
    });
  }

  private async evaluate(): Promise<void> {
    const { job, network, input, trial } = this.work;
    const logits = await imageLogits(
      network,
      input,
      job.images,
      this.evaluated,
      job.plan.patchSize,
      this.context,
    );
    if (!logits.every((image) => image.logits.every((row) => row.every(Number.isFinite)))) {
      throw this.diverged('the logits are no longer finite');
    }
    const { accuracy, textures, loss, decisions } = sideRates(job.textures, job.images, logits);
    const point = { iteration: this.iteration, side: this.side, accuracy, textures, loss };
    this.evaluations.keep({ trial: trial.trial, ...point }, decisions);
    this.points = [...this.points, point];
    this.kept.keepOnly(
      iterationsToKeep(this.rule, this.points, this.evaluated.length),
      this.iteration,
    );
    this.context.emit({
      kind: 'evaluation',
      trial: trial.trial,
      iteration: this.iteration,
      side: this.side,
      accuracy,
      textures,
    });
  }

  /** Whether another process shall go on: this one holds more memory than it may. */
  private processIsSpent(): boolean {
    const { bytes, leastSteps } = this.context.memoryCap;
    return this.steps >= leastSteps && process.memoryUsage.rss() > bytes;
  }

  private writeCheckpoint(): void {
    const started = this.context.seconds();
    const time = this.schedule.begin(started);
    const models = this.kept.persist();
    const state = [...this.stateVariables()].map(([name, variable]): TensorSource => ({
      name,
      shape: variable.shape,
      values: () => {
        const values = variable.values();
        if (!values.every(Number.isFinite)) {
          throw this.diverged('the weights are no longer finite');
        }
        return values;
      },
    }));
    const at = { iteration: this.iteration, points: this.points, models, ...time };
    const file = this.checkpoints.write(at, state);
    this.schedule.written(started, this.context.seconds());
    this.context.emit({
      kind: 'checkpoint',
      trial: this.work.trial.trial,
      iteration: this.iteration,
      file: `${trialFolder(this.work.trial.trial)}/checkpoints/${file.file}`,
      sha256: file.sha256,
    });
  }

  private stateVariables(): ReadonlyMap<string, Variable> {
    return new Map([...this.work.network.parameters, ...this.optimiser.state]);
  }

  private diverged(what: string): ExpectedFailure {
    const rate = this.work.job.plan.learningRate / 10;
    return new ExpectedFailure(
      'training-diverged',
      `Training diverged: ${what} at iteration ${this.iteration + 1} of trial ${this.work.trial.trial}.`,
      `Try a learning rate of ${Number(rate.toPrecision(3))}; the last good checkpoint is kept.`,
    );
  }

  /** Patches a second over the last steps. */
  private throughput(seconds: number): number {
    this.recentSteps.push(seconds);
    if (this.recentSteps.length > 20) {
      this.recentSteps.shift();
    }
    const total = this.recentSteps.reduce((sum, step) => sum + step, 0);
    return (this.recentSteps.length * this.work.job.plan.batchSize) / Math.max(total, 1e-9);
  }
}

/** Whether a trial's result was already written; also makes the trial's folder. */
export function trialIsDone(folder: string, trial: number): boolean {
  const own = join(folder, trialFolder(trial));
  makeFolderDurably(own);
  return existsSync(join(own, 'result.json'));
}
