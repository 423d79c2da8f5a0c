import { closeSync, openSync } from 'node:fs';
import type { JobImage } from '../../src-shared/training/trainer-job';
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

/** Mean of ImageNet's three channel means: for gray input one mean serves all (protocol.md, Teacher). */
export const grayMean = 114.799;
/** ImageNet's channel means in the order of the network's input channels: blue, green, red. */
export const colourMeans = [103.939, 116.779, 123.68] as const;

/** The pixel file of a job: raw 8-bit pixels of its scaled images, one after the other. */
export class PatchPixels {
  private constructor(
    private readonly file: number,
    private readonly images: readonly JobImage[],
    private readonly channels: 1 | 3,
    readonly patchSize: number,
  ) {}

  /** @param path of a file whose hash was checked */
  static open(
    path: string,
    images: readonly JobImage[],
    channels: 1 | 3,
    patchSize: number,
  ): PatchPixels {
    return new PatchPixels(openSync(path, 'r'), images, channels, patchSize);
  }

  /** Numbers that one patch takes as network input: patchSize² · 3. */
  get length(): number {
    return this.patchSize * this.patchSize * 3;
  }

  /**
   * Writes one patch as network input, [patchSize, patchSize, 3]: gray minus 114.799 in three equal channels, or
   * blue, green, red minus their means.
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
    const rows = Buffer.allocUnsafe(size * rowLength);
    readWhole(this.file, rows, image.offset + y * rowLength);
    const last = size - 1;
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) {
        // A clockwise quarter turn puts at (row, column) what was at (last − column, row).
        const turned = turnBack(patch.form % 4, row, column, last);
        const from = patch.form >= 4 ? last - turned.column : turned.column;
        const at = turned.row * rowLength + (x + from) * channels;
        const to = offset + (row * size + column) * 3;
        if (channels === 1) {
          const value = (rows[at] ?? 0) - grayMean;
          target[to] = value;
          target[to + 1] = value;
          target[to + 2] = value;
        } else {
          target[to] = (rows[at + 2] ?? 0) - colourMeans[0];
          target[to + 1] = (rows[at + 1] ?? 0) - colourMeans[1];
          target[to + 2] = (rows[at] ?? 0) - colourMeans[2];
        }
      }
    }
  }

  close(): void {
    closeSync(this.file);
  }
}

function turnBack(
  turns: number,
  row: number,
  column: number,
  last: number,
): { readonly row: number; readonly column: number } {
  switch (turns) {
    case 1:
      return { row: last - column, column: row };
    case 2:
      return { row: last - row, column: last - column };
    case 3:
      return { row: column, column: last - row };
    default:
      return { row, column };
  }
}
