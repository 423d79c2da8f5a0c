import type { JobImage } from '../../src-shared/training/trainer-job';
import type { InputMeans } from '../../src-shared/training/weight-input';

/** What the thread that prepares patches is started with. */
export interface PatchesAheadData {
  readonly path: string;
  readonly images: readonly JobImage[];
  readonly means: InputMeans;
  readonly channels: 1 | 3;
  readonly patchSize: number;
  readonly shared: SharedPatches;
}

/** Memory that both threads see. */
export interface SharedPatches {
  /** Batches asked for, batches done, patches in the batch asked for, 1 after a failure. */
  readonly control: Int32Array;
  /** image, x, y, form of each patch. */
  readonly patches: Int32Array;
  readonly values: Float32Array;
}

/** What each number of `SharedPatches.control` is. */
export const control = { asked: 0, done: 1, count: 2, failed: 3 } as const;
