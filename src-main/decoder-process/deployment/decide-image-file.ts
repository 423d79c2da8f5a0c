import { patchGrid } from '../../../src-shared/dataset/patch-grid';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { networkPixels } from '../area-mean';
import { decodePixels, inspectImage } from '../decode-image';
import { readImageFile } from '../read-image-file';
import { cutPatches } from './cut-patches';
import { patchLogits, type PatchModel } from './onnx-session';

export interface DecideRequest {
  readonly model: PatchModel;
  readonly imageScale: number;
  /** The image. */
  readonly file: string;
}

/** What a model says of one image. */
export interface DecidedFile {
  /** Of the image's bytes. */
  readonly sha256: string;
  /** Upright, pixels, before it was scaled. */
  readonly width: number;
  readonly height: number;
  /** [patches][2T], the grid row by row. */
  readonly logits: readonly (readonly number[])[];
}

/**
 * Decodes an image, and computes the logits of the patches of its grid as one batch.
 *
 * @throws ExpectedFailure `bad-input` whose message is the reason alone, where the image cannot be decided
 */
export async function decideImageFile({
  model,
  imageScale,
  file,
}: DecideRequest): Promise<DecidedFile> {
  const content = await readImageFile(file);
  const image = await inspectImage(content);
  const { channels, patchSize } = model;
  const scaled = networkPixels(await decodePixels(content, image), imageScale, channels);
  const grid = patchGrid(scaled.width, scaled.height, patchSize);
  if (grid === null) {
    throw new ExpectedFailure(
      'bad-input',
      `is smaller than the model's patch of ${patchSize} pixels`,
    );
  }
  const patches = cutPatches(scaled.pixels, scaled.width, channels, patchSize, grid);
  const { sha256 } = content;
  const { width, height } = image;
  return { sha256, width, height, logits: await patchLogits(model, patches) };
}
