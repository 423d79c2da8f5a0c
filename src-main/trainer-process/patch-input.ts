import type { DrawnPatch, PatchPixels } from './patch-pixels';

/** Where a network's input comes from: pixels, or the kept output of frozen layers. */
export interface PatchInput {
  /** Shape of one patch's input as it is written, without the batch. */
  readonly shape: readonly number[];
  /** The same as the network's parameters have it: gray pictures are written as one of three equal channels. */
  readonly networkShape: readonly number[];
  /** Writes the input of each patch, one after the other, from the start of `target`. */
  write(patches: readonly DrawnPatch[], target: Float32Array): void;
  /** Says which patches will be asked for next, where that can be used. */
  announce?(patches: readonly DrawnPatch[]): void;
}

/** Input straight from pixels: [patchSize, patchSize, 1 or 3]. */
export function pixelInput(pixels: PatchPixels): PatchInput {
  return {
    shape: [pixels.patchSize, pixels.patchSize, pixels.channels],
    networkShape: [pixels.patchSize, pixels.patchSize, 3],
    write: (patches, target) => {
      patches.forEach((patch, at) => {
        pixels.write(patch, target, at * pixels.length);
      });
    },
  };
}
