import type { PatchModel } from '../decoder-process/deployment/onnx-session';
import type { Bundle } from './open-bundle';

/** A bundle's model as a decoder runs it. */
export function bundleModel({ manifest, modelFile }: Bundle, threads: number): PatchModel {
  const { model, grid, run } = manifest;
  return {
    file: modelFile,
    sha256: model.sha256,
    channels: model.input.shape[1],
    patchSize: grid.patchSize,
    classes: model.output.classes.length,
    filters: run.filters,
    threads,
  };
}
