import type { Side } from '../dataset/label';
import type { TextureRates } from '../evaluation/texture-rates';
import type { EvaluationSummary } from '../evaluation/trial-figures';
import type { Ellipse } from '../labelling/ellipse';
import type { Said } from '../sentences/sentence';
import type { EvaluationPoint } from '../training/trainer-job';
import type { TrainingPlan } from '../training/training-plan';
import type { RunState } from '../training/training-progress';
import type { TestLooks } from './test-look-views';
import type { RunWeights } from './weights-views';

// What main shows of runs: read-only pictures of rows, never the rows themselves.

export interface RunSummary {
  readonly id: string;
  readonly kind: 'teacher' | 'student';
  readonly state: RunState;
  readonly plan: TrainingPlan;
  /** Set for students. */
  readonly teacherRun: string | null;
  readonly createdAt: string;
  readonly trialsDone: number;
  /** Learnable numbers of the network; null until known. */
  readonly parameters: number | null;
  /** Mean image accuracy over the finished trials; null before the first. */
  readonly accuracy: number | null;
  /** The failure's sentence, where the state is failed or interrupted. */
  readonly message: string | null;
}

export interface StepPoint {
  readonly trial: number;
  readonly iteration: number;
  readonly loss: number;
  readonly learningRate: number;
}

/** Live figures of a run that is under way. */
export interface RunProgress {
  readonly run: string;
  readonly state: RunState;
  readonly trial: number;
  readonly phase: string;
  /** 0–1 of the phase, where it counts its steps; null otherwise. */
  readonly phaseFraction: number | null;
  /** 0–1 of the whole run. */
  readonly fraction: number;
  readonly iteration: number;
  readonly iterations: number;
  readonly loss: number | null;
  readonly accuracy: number | null;
  readonly learningRate: number | null;
  readonly patchesPerSecond: number | null;
  readonly residentBytes: number | null;
  readonly remainingSeconds: number | null;
  /** ISO 8601 clock time at which it should end. */
  readonly finishesAt: string | null;
  readonly device: string | null;
}

export interface RunDetail extends RunSummary {
  readonly progress: RunProgress | null;
  /** At most 2,000 points a trial, thinned evenly; the last is kept. */
  readonly steps: readonly StepPoint[];
  readonly evaluations: readonly (EvaluationPoint & { readonly trial: number })[];
  readonly textures: readonly string[];
  readonly sideCounts: Readonly<Record<Side, number>>;
  readonly snapshotHash: string;
  /** The pretrained weights that it started from; null for random numbers, and for older runs. */
  readonly weights?: RunWeights | null;
  readonly log: readonly string[];
}

export interface TrialEvaluation {
  readonly trial: number;
  readonly splitSeed: number;
  readonly iterations: number;
  readonly convergence: number;
  readonly accuracy: number | null;
  readonly textures: readonly TextureRates[];
}

/** `evaluate --json`, exactly as design.md fixes it. */
export interface Evaluation {
  readonly run: string;
  readonly kind: 'teacher' | 'student';
  readonly trials: readonly TrialEvaluation[];
  readonly summary: EvaluationSummary;
}

/** One test image with what a run decided. */
export interface DecidedImage {
  readonly trial: number;
  readonly imageId: number;
  readonly sha256: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly texture: string;
  readonly defective: boolean;
  readonly predictedTexture: string;
  readonly predictedDefective: boolean;
  /** Maximum over patches of the summed softmax of the defective classes, 0–1. */
  readonly score: number;
  /** Ellipses of the snapshot, image pixels. */
  readonly ellipses: readonly Ellipse[];
  /** Grid patches in image pixels with their class index. */
  readonly patches: readonly {
    readonly x: number;
    readonly y: number;
    readonly size: number;
    readonly class: number;
  }[];
}

export interface ReportView {
  readonly run: RunSummary;
  readonly evaluation: Evaluation;
  /** The answer in one sentence. */
  readonly headline: Said;
  /** Wrong decisions, escapes first, at most 200. */
  readonly wrong: readonly DecidedImage[];
  readonly wrongTotal: number;
  readonly testImages: number;
  /** Of each trial's test side, this look included. */
  readonly testLooks: readonly TestLooks[];
  /** Which rule decides in use. */
  readonly rule: Said;
}

export interface PlanCheck {
  /** Sentences that stop a start. */
  readonly problems: readonly string[];
  /** Sentences the user should know. */
  readonly remarks: readonly string[];
  /** Each of these sentences by name, for a window in another language, by its English. */
  readonly said: Readonly<Record<string, Said>>;
  /** Rough whole time here, seconds; null where nothing is known. */
  readonly estimatedSeconds: number | null;
  /** Of a trial at most; counted from the labels where the plan goes by epochs. */
  readonly iterations: number;
}
