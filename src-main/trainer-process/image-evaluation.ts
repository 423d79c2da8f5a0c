import type { Side } from '../../src-shared/dataset/label';
import { patchGrid } from '../../src-shared/dataset/patch-grid';
import { decideImage, softmax } from '../../src-shared/evaluation/image-decision';
import {
  accuracy,
  textureRates,
  type TextureRates,
} from '../../src-shared/evaluation/texture-rates';
import type { ImageLogits, JobImage } from '../../src-shared/training/trainer-job';
import { elementCount } from '../../src-shared/training/element-count';
import { decidedTogether } from '../../src-shared/training/trainer-bounds';
import type { JobContext } from './job-context';
import type { KeptDecision } from './kept-evaluations';
import { tensorOf, valuesOf } from './kernels/tensorflow';
import type { Network } from './network';
import type { PatchInput } from './patch-input';
import type { DrawnPatch } from './patch-pixels';

/** Grid patches of one image; null where it is smaller than a patch. */
export function gridOf(
  image: JobImage,
  index: number,
  patchSize: number,
): readonly DrawnPatch[] | null {
  const grid = patchGrid(image.width, image.height, patchSize);
  return grid === null ? null : grid.map(({ x, y }) => ({ image: index, x, y, form: 0 }));
}

/** Indices of the images of one side that are large enough for a grid. */
export function imagesOfSide(
  images: readonly JobImage[],
  sides: readonly Side[],
  side: Side,
  patchSize: number,
): readonly number[] {
  return images.flatMap((image, index) =>
    sides[index] === side && image.width >= patchSize && image.height >= patchSize ? [index] : [],
  );
}

/**
 * Logits of the grid patches of images. Whole images are put together into batches in the order given, so that the
 * same list always gives the same bits.
 *
 * @param indices into `images`, all at least as large as a patch
 * @param onProgress called with the number of images done
 */
export async function imageLogits(
  network: Network,
  input: PatchInput,
  images: readonly JobImage[],
  indices: readonly number[],
  patchSize: number,
  context: JobContext,
  onProgress: (done: number) => void = () => undefined,
): Promise<readonly ImageLogits[]> {
  const results: ImageLogits[] = [];
  for (let next = 0; next < indices.length;) {
    const batch: { readonly index: number; readonly grid: readonly DrawnPatch[] }[] = [];
    let patches = 0;
    for (; next < indices.length; next += 1) {
      const index = indices[next];
      const image = index === undefined ? undefined : images[index];
      const grid =
        image === undefined || index === undefined ? null : gridOf(image, index, patchSize);
      if (index === undefined || grid === null) {
        throw new RangeError(`Image ${String(index)} has no grid.`);
      }
      if (batch.length > 0 && patches + grid.length > decidedTogether) {
        break;
      }
      batch.push({ index, grid });
      patches += grid.length;
    }
    const rows = patchLogits(
      network,
      input,
      batch.flatMap(({ grid }) => grid),
    );
    let at = 0;
    for (const { index, grid } of batch) {
      results.push({ image: index, logits: rows.slice(at, at + grid.length) });
      at += grid.length;
    }
    onProgress(results.length);
    await context.breathe();
  }
  return results;
}

/** Logits of patches as one batch, `[patch][class]`. */
export function patchLogits(
  network: Network,
  input: PatchInput,
  patches: readonly DrawnPatch[],
): readonly (readonly number[])[] {
  const length = elementCount(input.shape);
  const values = new Float32Array(patches.length * length);
  input.write(patches, values);
  const tensor = tensorOf(values, [patches.length, ...input.shape]);
  const output = network.forward(tensor);
  const logits = valuesOf(output);
  output.dispose();
  tensor.dispose();
  const classes = logits.length / patches.length;
  return patches.map((_, at) => Array.from(logits.subarray(at * classes, (at + 1) * classes)));
}

/** How the images of one side were decided. */
export interface SideRates {
  readonly accuracy: number | null;
  readonly textures: readonly TextureRates[];
  /**
   * Mean over images of −ln of what the network gave to the right answer: verdict by the defect score, texture by its
   * share of softmax over all patches. Finer than accuracy, where images are few.
   */
  readonly loss: number | null;
  /** In the order of the logits. */
  readonly decisions: readonly KeptDecision[];
}

/** Decides images by the protocol's rule and counts. */
export function sideRates(
  textures: readonly string[],
  images: readonly JobImage[],
  logits: readonly ImageLogits[],
): SideRates {
  let loss = 0;
  const decisions: KeptDecision[] = [];
  const decided = logits.map(({ image: index, logits: patches }) => {
    const image = images[index];
    if (image === undefined) {
      throw new RangeError(`The job has no image ${index}.`);
    }
    const decision = decideImage(patches);
    decisions.push({ image: index, ...decision });
    const verdict = image.defective ? decision.score : 1 - decision.score;
    loss -=
      Math.log(atLeastTiny(verdict)) + Math.log(atLeastTiny(textureShare(patches, image.texture)));
    return {
      texture: image.texture,
      defective: image.defective,
      predictedTexture: decision.texture,
      predictedDefective: decision.defective,
    };
  });
  return {
    accuracy: accuracy(decided),
    textures: textureRates(textures, decided),
    loss: logits.length === 0 ? null : loss / logits.length,
    decisions,
  };
}

function textureShare(patches: readonly (readonly number[])[], texture: number): number {
  const shares = patches.map((logits) => {
    const probabilities = softmax(logits);
    return (probabilities[2 * texture] ?? 0) + (probabilities[2 * texture + 1] ?? 0);
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function atLeastTiny(probability: number): number {
  return Math.max(probability, 1e-7);
}
