import { patchGrid } from '../../src-shared/dataset/patch-grid';
import type { DecidedImage } from '../../src-shared/ipc/run-views';
import type { TrainingPlan } from '../../src-shared/training/training-plan';
import { scaledLength } from '../decoder-process/area-mean';

/** The grid's patches in image pixels, each with its class. */
export function imagePatches(
  image: { readonly width: number; readonly height: number },
  plan: Pick<TrainingPlan, 'imageScale' | 'patchSize'>,
  classes: readonly number[],
): DecidedImage['patches'] {
  const width = scaledLength(image.width, plan.imageScale);
  const height = scaledLength(image.height, plan.imageScale);
  const grid = patchGrid(width, height, plan.patchSize) ?? [];
  const factor = image.width / width;
  return classes.map((patchClass, index) => {
    const place = grid[index];
    if (place === undefined) throw new Error('There are more decided patches than the grid has.');
    return {
      x: place.x * factor,
      y: place.y * factor,
      size: plan.patchSize * factor,
      class: patchClass,
    };
  });
}
