import { maxPooling, type Pooled, type PoolingWindow } from './kernels/max-pooling';
import type { Tensor } from './kernels/tensorflow';

/** What a stage keeps of its forward pass for its backward pass. */
export interface Trace {
  readonly input: Tensor;
  /** The pooling inside the stage, and what went into it. */
  readonly pooling: { readonly input: Tensor; readonly pooled: Pooled } | null;
  readonly output: Tensor;
}

/** A pooling that is a stage of its own. Input and output then belong to the chain, and are kept twice here. */
export function poolingAlone(input: Tensor, window?: PoolingWindow): Trace {
  const pooled = maxPooling(input, window);
  return {
    input,
    pooling: { input: input.clone(), pooled },
    output: pooled.output.clone(),
  };
}

/** A window of the height and width of [N, H, W, C]. */
export function wholePicture({ shape: [, height, width] }: Tensor): PoolingWindow {
  if (height === undefined || width === undefined) throw new RangeError('This is no picture.');
  return [height, width];
}

/** Frees what a stage kept of its pooling. */
export function disposePooling({ pooling }: Trace): void {
  pooling?.input.dispose();
  pooling?.pooled.output.dispose();
  pooling?.pooled.choices?.dispose();
}
