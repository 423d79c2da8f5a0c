import { randomStream, type RandomStream } from '../../../src-shared/dataset/random';
import type { Ellipse } from '../../../src-shared/labelling/ellipse';
import { allTextures } from './all-textures';
import { applyDefect, drawDefect, type GraySurface } from './defect-effect';
import { supportEllipse, visibleShare, type DefectSupport } from './defect-support';
import type { SampleTexture } from './sample-texture';

/** Names of the textures the generator knows, in the order in which `--textures N` takes them. */
export const sampleTextures: readonly string[] = allTextures.map(({ name }) => name);

/** Which image to make; the same request always gives the same pixels. */
export interface SampleRequest {
  /** Integer 0 … 2⁵³ − 1. */
  readonly seed: number;
  /** Index into {@link sampleTextures}. */
  readonly texture: number;
  /** Which image of this texture and verdict, from 0. */
  readonly index: number;
  readonly defective: boolean;
  /** Width and height, pixels, 32 … 8192. */
  readonly size: number;
}

export interface SampleImage {
  /** size × size 8-bit grays, row by row. */
  readonly pixels: Uint8Array;
  /** The tightest ellipse around each defect; it may reach beyond the image. Empty for a sound image. */
  readonly ellipses: readonly Ellipse[];
}

/** A defect reaches beyond the image at most by this share of itself. */
const leastVisibleShare = 0.6;
/** One in so many defective images has two defects. */
const oneInHasTwo = 12;

/**
 * Makes an image of its own: no part of it is shared with another request, not even with the sound image of the same
 * index. Only pixels inside the ellipses differ from what the image would be without its defects.
 *
 * @throws RangeError for a texture or size that does not exist.
 */
export function generateSampleImage(request: SampleRequest): SampleImage {
  const surface = soundSurface(request);
  if (!request.defective) {
    return { pixels: toPixels(surface.gray), ellipses: [] };
  }
  const random = randomStream(request.seed, 'sample-defects', request.texture, request.index);
  const { defects } = textureOf(request);
  const ellipses: Ellipse[] = [];
  let gray = surface.gray;
  const count = random.integer(oneInHasTwo) === 0 ? 2 : 1;
  for (let made = 0; made < count; made += 1) {
    const kind = defects[random.integer(defects.length)] ?? defects[0];
    const support = placeDefect(random, request.size, (centre, scale) =>
      drawDefect(kind, random, centre, scale),
    );
    gray = applyDefect(kind, random, { ...surface, gray }, support);
    ellipses.push(supportEllipse(support));
  }
  return { pixels: toPixels(gray), ellipses };
}

/** The image of this request as it is before its defects. */
export function soundSurface(request: SampleRequest): GraySurface {
  const { seed, texture, index, defective, size } = request;
  if (!Number.isInteger(size) || size < 32 || size > 8192) {
    throw new RangeError(`A sample image needs a size from 32 to 8192 pixels, not ${size}.`);
  }
  const { mean, contrast, relief, render } = textureOf(request);
  const random = randomStream(seed, 'sample-surface', texture, index, defective ? 1 : 0);
  // Lighting and exposure differ from image to image, as on a line; far more than a defect moves either.
  const imageMean = mean + 0.16 * contrast * clampedGaussian(random);
  const imageContrast = contrast * (1 + 0.07 * clampedGaussian(random));
  const gray = render(random, size);
  for (let i = 0; i < gray.length; i += 1) {
    gray[i] = imageMean + imageContrast * (gray[i] ?? 0);
  }
  return { size, gray, contrast: imageContrast, relief };
}

function textureOf({ texture }: SampleRequest): SampleTexture {
  const found = allTextures[texture];
  if (found === undefined) {
    throw new RangeError(`There are ${allTextures.length} sample textures, and none ${texture}.`);
  }
  return found;
}

function placeDefect(
  random: RandomStream,
  size: number,
  draw: (centre: { readonly x: number; readonly y: number }, scale: number) => DefectSupport,
): DefectSupport {
  const scale = Math.min(1, size / 320);
  for (;;) {
    const support = draw({ x: size * random.uniform(), y: size * random.uniform() }, scale);
    if (visibleShare(support, size) >= leastVisibleShare) {
      return support;
    }
  }
}

function clampedGaussian(random: RandomStream): number {
  return Math.max(-2.5, Math.min(2.5, random.gaussian()));
}

/** Rounded to the nearest gray of 0 … 255. */
function toPixels(gray: Float32Array): Uint8Array {
  return new Uint8Array(new Uint8ClampedArray(gray).buffer);
}
