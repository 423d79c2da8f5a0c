import { closeSync, openSync } from 'node:fs';
import type { JobImage } from '../../src-shared/training/trainer-job';
import { imageNetMeans, type InputMeans } from '../../src-shared/training/weight-input';
import { readWhole } from './weights/whole-transfers';

/** A square cut out of a job's image, in one of the eight forms of the square. */
export interface DrawnPatch {
  /** Index into the job's images. */
  readonly image: number;
  /** Top-left corner, scaled pixels. */
  readonly x: number;
  readonly y: number;
  /** 0–3 quarter turns clockwise; 4–7 the same of the patch mirrored left to right. */
  readonly form: number;
}

/** The pixel file of a job: raw 8-bit pixels of its scaled images, one after the other. */
export class PatchPixels {
  private rows = Buffer.alloc(0);

  private constructor(
    private readonly file: number,
    readonly path: string,
    readonly images: readonly JobImage[],
    readonly channels: 1 | 3,
    readonly patchSize: number,
    readonly means: InputMeans,
  ) {}

  /**
   * @param path of a file whose hash was checked
   * @param means what the network's weights expect to be subtracted; ImageNet's unless told
   */
  static open(
    path: string,
    images: readonly JobImage[],
    channels: 1 | 3,
    patchSize: number,
    means: InputMeans = imageNetMeans,
  ): PatchPixels {
    return new PatchPixels(openSync(path, 'r'), path, images, channels, patchSize, means);
  }

  /** Numbers that one patch takes as network input: patchSize² · channels. */
  get length(): number {
    return this.patchSize * this.patchSize * this.channels;
  }

  /**
   * Writes one patch as network input: gray minus its mean (114.799 for ImageNet) as [patchSize, patchSize, 1], which
   * stands for three equal channels; or blue, green, red minus their means as [patchSize, patchSize, 3].
   *
   * @param offset index into `target` of the patch's first number
   */
  write(patch: DrawnPatch, target: Float32Array, offset: number): void {
    const { patchSize: size, channels } = this;
    const image = this.images[patch.image];
    if (image === undefined) {
      throw new RangeError(`The job has no image ${patch.image}.`);
    }
    const { x, y } = patch;
    if (x < 0 || y < 0 || x + size > image.width || y + size > image.height) {
      throw new RangeError(`The patch at ${x}, ${y} leaves ${image.name}.`);
    }
    const rowLength = image.width * channels;
    if (this.rows.length < size * rowLength) this.rows = Buffer.alloc(size * rowLength);
    const rows = this.rows.subarray(0, size * rowLength);
    readWhole(this.file, rows, image.offset + y * rowLength);
    const { gray, colour } = this.means;
    const [blueMean, greenMean, redMean] = colour;
    const { first, down, right } = walk(patch.form, size, rowLength, channels);
    let to = offset;
    for (let row = 0; row < size; row += 1) {
      let at = x * channels + first + row * down;
      for (let column = 0; column < size; column += 1, at += right, to += channels) {
        if (channels === 1) {
          target[to] = (rows[at] ?? 0) - gray;
        } else {
          target[to] = (rows[at + 2] ?? 0) - blueMean;
          target[to + 1] = (rows[at + 1] ?? 0) - greenMean;
          target[to + 2] = (rows[at] ?? 0) - redMean;
        }
      }
    }
  }

  close(): void {
    closeSync(this.file);
  }
}

/**
 * How to walk over the rows of the image so that a patch comes out in one of its forms: where its first pixel is, and
 * how far on the pixel below and the pixel to the right are, in bytes.
 */
function walk(
  form: number,
  size: number,
  rowLength: number,
  channels: number,
): { readonly first: number; readonly down: number; readonly right: number } {
  const last = size - 1;
  const mirrored = form >= 4;
  // Of the patch itself, or of it mirrored left to right.
  const start = mirrored ? last * channels : 0;
  const column = mirrored ? -channels : channels;
  // A clockwise quarter turn puts at (row, column) what was at (last − column, row).
  switch (form % 4) {
    case 1:
      return { first: start + last * rowLength, down: column, right: -rowLength };
    case 2:
      return { first: start + last * (rowLength + column), down: -rowLength, right: -column };
    case 3:
      return { first: start + last * column, down: -column, right: rowLength };
    default:
      return { first: start, down: rowLength, right: column };
  }
}
