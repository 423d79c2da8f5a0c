import { patchGrid } from '../../../src-shared/dataset/patch-grid';
import { decidingPatch } from '../../../src-shared/evaluation/image-decision';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { networkPixels } from '../area-mean';
import { decodePixels, inspectImage } from '../decode-image';
import { readImageFile } from '../read-image-file';
import { cutPatches } from './cut-patches';
import { patchFeatures, patchLogits, type PatchModel } from './onnx-session';

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
export async function decideImageFile(request: DecideRequest): Promise<DecidedFile> {
  const { patches, ...image } = await gridPatches(request);
  return { ...image, logits: await patchLogits(request.model, patches) };
}

/** What the network makes of the patch that decides an image. */
export interface DecidingFeatures {
  /** Of the image's bytes. */
  readonly sha256: string;
  /** Upright, pixels, before it was scaled. */
  readonly width: number;
  readonly height: number;
  /** Index of the patch in the grid. */
  readonly patch: number;
  /** [F]; what goes into the last layer. */
  readonly features: Float32Array;
}

/** As {@link decideImageFile}; of the patch with the highest defect score, what goes into the last layer. */
export async function decidingFeatures(request: DecideRequest): Promise<DecidingFeatures> {
  const { patches, ...image } = await gridPatches(request);
  const { logits, features } = await patchFeatures(request.model, patches);
  const patch = decidingPatch(logits);
  const found = features[patch];
  if (found === undefined) throw new RangeError('There are fewer features than patches.');
  // A copy: what it is cut out of holds those of all patches.
  return { ...image, patch, features: found.slice() };
}

async function gridPatches({
  model,
  imageScale,
  file,
}: DecideRequest): Promise<Omit<DecidedFile, 'logits'> & { readonly patches: Uint8Array }> {
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
  return { sha256, width, height, patches };
}
