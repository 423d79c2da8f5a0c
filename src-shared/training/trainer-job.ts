import type { Side } from '../dataset/label';
import type { Ellipse } from '../labelling/ellipse';
import type { StudentPlan, TeacherPlan } from './training-plan';
import type { TextureRates } from '../evaluation/texture-rates';

/** A file inside the job's folder, named relative to it, with what it must hash to. */
export interface JobFile {
  readonly file: string;
  readonly sha256: string;
}

/** One image of a job: where its scaled pixels are, and what it is labelled. */
export interface JobImage {
  /** SHA-256 of the image's original bytes. */
  readonly sha256: string;
  /** Name for messages: path relative to the import's source. */
  readonly name: string;
  /** Scaled width and height, pixels. */
  readonly width: number;
  readonly height: number;
  /** Byte offset of its first pixel in the pixel file; rows of width × channels bytes. */
  readonly offset: number;
  /** Index into the job's textures; -1 where unknown (prediction of foreign images). */
  readonly texture: number;
  readonly defective: boolean;
  /** In scaled pixels. */
  readonly ellipses: readonly Ellipse[];
}

/** A training patch: its image (index into `images`) and top-left corner in scaled pixels. */
export interface JobPatch {
  readonly image: number;
  readonly x: number;
  readonly y: number;
}

/** One trial: which side each image is on (parallel to `images`). */
export interface JobTrial {
  /** 1-based. */
  readonly trial: number;
  readonly sides: readonly Side[];
}

interface ImageJob {
  readonly formatVersion: 1;
  readonly run: string;
  /** In the snapshot's order: class index = 2·texture + (defective ? 1 : 0). */
  readonly textures: readonly string[];
  readonly images: readonly JobImage[];
  /** Raw 8-bit scaled pixels of all images, one after the other. */
  readonly pixels: JobFile & {
    readonly channels: 1 | 3;
    /** By which rule images became these pixels (docs/file-formats.md); jobs made before it had a name lack it. */
    readonly rule?: string;
  };
}

export interface TeacherJob extends ImageJob {
  readonly kind: 'teacher';
  readonly plan: TeacherPlan;
  readonly trials: readonly JobTrial[];
  /** Cut once, before training, for every image that trains in any trial. */
  readonly patches: readonly JobPatch[];
  /** ImageNet conv weights (safetensors); null for the scratch modes. */
  readonly weights: JobFile | null;
}

export interface StudentJob extends ImageJob {
  readonly kind: 'student';
  readonly plan: StudentPlan;
  readonly trials: readonly JobTrial[];
  readonly patches: readonly JobPatch[];
  /** The teacher's plan, and its model of each trial in the order of `trials`. */
  readonly teacher: {
    readonly plan: TeacherPlan;
    readonly models: readonly JobFile[];
    /**
     * What each teacher said of its own training patches (`teacherLogitsFile` of its trial), where it left that; its
     * job must have had the same images in the same order. The rest is computed.
     */
    readonly logits?: readonly (JobFile | null)[];
  };
}

/** File of a teacher's trial folder that a student job may take along. */
export const teacherLogitsFile = 'logits.outputs';

/** Where a student's job keeps what a teacher's model said of each patch, by the model's content. */
export function logitsCache({ sha256 }: JobFile): string {
  return `cache/${sha256.slice(0, 32)}.outputs`;
}

/** Decides the images of a job with one finished model. */
export interface PredictJob extends ImageJob {
  readonly kind: 'predict';
  readonly plan: TeacherPlan | StudentPlan;
  readonly model: JobFile;
}

/** Asks one finished model where in the images of a job it sees defects. */
export interface EvidenceJob extends ImageJob {
  readonly kind: 'evidence';
  readonly plan: TeacherPlan | StudentPlan;
  readonly model: JobFile;
}

/** Asks the native library what it is, and times a matrix product on the device that is really used. */
export interface ProbeJob {
  readonly kind: 'probe';
  readonly formatVersion: 1;
}

/** Times the named benchmarks (see design.md, `bench`). */
export interface BenchJob {
  readonly kind: 'bench';
  readonly formatVersion: 1;
  readonly names: readonly string[];
  readonly repeats: number;
  /** Also count the time of every TensorFlow operation. */
  readonly profile?: boolean;
}

/** Times a few steps of a plan's own network, with numbers of no meaning; leaves a `PlanPace` in `pace.json`. */
export interface PaceJob {
  readonly kind: 'pace';
  readonly formatVersion: 1;
  readonly plan: TeacherPlan | StudentPlan;
  /** Of a student's plan; null for a teacher's. */
  readonly teacher: TeacherPlan | null;
  /** Number of textures. */
  readonly textures: number;
  readonly channels: 1 | 3;
}

/** Times the decision of one image by networks of these plans; leaves a list of `BenchTiming` in `times.json`. */
export interface DecisionTimesJob {
  readonly kind: 'decision-times';
  readonly formatVersion: 1;
  readonly networks: readonly {
    readonly plan: TeacherPlan | StudentPlan;
    /** Of the grid, decided as one batch. */
    readonly patches: number;
  }[];
  /** Number of textures. */
  readonly textures: number;
  readonly channels: 1 | 3;
  readonly repeats: number;
}

/** `job.json`: all that a trainer process needs, together with the files beside it; no path of this computer. */
export type TrainerJob =
  | TeacherJob
  | StudentJob
  | PredictJob
  | EvidenceJob
  | ProbeJob
  | BenchJob
  | PaceJob
  | DecisionTimesJob;

/** Logits of one image's grid patches, row by row: `logits[patch][class]`, 2T classes each. */
export interface ImageLogits {
  /** Index into the job's `images`. */
  readonly image: number;
  readonly logits: readonly (readonly number[])[];
}

/** One evaluation as kept in the result. */
export interface EvaluationPoint {
  readonly iteration: number;
  readonly side: 'validation' | 'test';
  readonly accuracy: number | null;
  readonly textures: readonly TextureRates[];
}

/** `trial-K/result.json`, written last: a trial without it is not finished. */
export interface TrialResult {
  readonly formatVersion: 1;
  readonly trial: number;
  /** Iterations done when the trial stopped. */
  readonly iterations: number;
  /** First evaluation from which accuracy stays within max(0.1 pp, one image) of its final level. */
  readonly convergence: number;
  /** Iteration whose weights `model` holds. */
  readonly modelIteration: number;
  readonly model: JobFile;
  readonly parameters: number;
  readonly evaluations: readonly EvaluationPoint[];
  /** Of `model`, on the validation and the test side. */
  readonly validation: readonly ImageLogits[];
  readonly test: readonly ImageLogits[];
}

/** `predictions.json` of a predict job. */
export interface PredictResult {
  readonly formatVersion: 1;
  readonly images: readonly ImageLogits[];
  /** Images smaller than a patch, left out: indices into `images`. */
  readonly tooSmall: readonly number[];
}

/** `probe.json` of a probe job. */
export interface ProbeResult {
  readonly tensorflow: string;
  readonly binding: string;
  readonly device: string;
  readonly threads: number;
  /** A 2048³ single-precision matrix product, measured. */
  readonly matmulGflops: number;
  readonly matmulMs: number;
}

/** What one TensorFlow operation on inputs of certain shapes took, summed over its calls. */
export interface OperationTiming {
  readonly operation: string;
  /** Shapes of its inputs, e.g. `32×224×224×3, 3×3×3×4`. */
  readonly inputs: string;
  readonly calls: number;
  readonly ms: number;
}

/** One line of `bench.json`. */
export interface BenchTiming {
  readonly name: string;
  readonly ms: {
    readonly min: number;
    readonly median: number;
    /** 95 and 99 of 100 took at most so long; only where there are many. */
    readonly p95?: number;
    readonly p99?: number;
    readonly max: number;
  };
  readonly runs: number;
  /** Of an import: images a second at the best run. */
  readonly perSecond?: number;
  /** Of an import: resident memory of the process that holds the database, early in it and at its end. */
  readonly rssBytes?: { readonly early: number; readonly end: number };
  /** Where the time of the counted runs went, the costliest first; only of a profile. */
  readonly operations?: readonly OperationTiming[];
  /** The text of the longest statement. */
  readonly longest?: string;
}
