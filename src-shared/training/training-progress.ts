import type { Failure } from '../ipc/failure';
import type { TextureRates } from '../evaluation/texture-rates';

/**
 * State of a run as stored. `waiting` and `paused` runs have a place in the queue; `paused`, `interrupted` and
 * `cancelled` ones can be resumed.
 */
export const runStates = [
  'waiting',
  'preparing',
  'running',
  'paused',
  'done',
  'interrupted',
  'cancelled',
  'failed',
] as const;
export type RunState = (typeof runStates)[number];

/** What a trainer process tells main. Every event of a trial is reproduced bit for bit after a resume. */
export type TrainerEvent =
  | {
      readonly kind: 'started';
      readonly pid: number;
      /** e.g. "CPU, 2 threads, AVX2, TensorFlow 2.21.0". */
      readonly device: string;
    }
  | {
      readonly kind: 'phase';
      readonly trial: number;
      readonly phase: 'reading' | 'caching-features' | 'teacher-logits' | 'training' | 'evaluating';
      readonly done: number;
      readonly total: number;
    }
  | {
      readonly kind: 'step';
      readonly trial: number;
      /** 1-based SGD iteration just finished. */
      readonly iteration: number;
      readonly loss: number;
      readonly learningRate: number;
      /** Patches a second over the last steps (forward and backward). */
      readonly patchesPerSecond: number;
      readonly residentBytes: number;
      readonly tensors: number;
    }
  | {
      readonly kind: 'evaluation';
      readonly trial: number;
      readonly iteration: number;
      readonly side: 'validation' | 'test';
      /** Share of images whose 2T-class decision is right; null without images. */
      readonly accuracy: number | null;
      readonly textures: readonly TextureRates[];
    }
  | {
      readonly kind: 'checkpoint';
      readonly trial: number;
      readonly iteration: number;
      /** Relative to the run's folder. */
      readonly file: string;
      readonly sha256: string;
    }
  | { readonly kind: 'trial-done'; readonly trial: number }
  | { readonly kind: 'log'; readonly message: string }
  | { readonly kind: 'done' }
  | { readonly kind: 'cancelled' }
  /** Its memory has grown past the cap: a new process goes on from the checkpoint that was just written. */
  | { readonly kind: 'spent'; readonly residentBytes: number }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What main tells a trainer process. `cancel` writes a checkpoint, then ends with `cancelled`. */
export type TrainerCommand = { readonly kind: 'cancel' };
