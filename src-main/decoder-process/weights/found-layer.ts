import type { WeightContainer } from '../../../src-shared/ipc/weights-views';

/** A tensor of a weight file whose values were not read yet. */
export interface FoundTensor {
  readonly shape: readonly number[];
  /** As the file calls its type. */
  readonly type: string;
  /**
   * The values as float32, in the file's order. To be called only where the shape is wanted: it decides how much memory
   * this takes.
   *
   * @throws WeightFileError where they are of no type that float32 can stand for, or not whole
   */
  read(): Promise<Float32Array>;
}

/** A layer of a weight file: what belongs together by its names or by the graph. */
export interface FoundLayer {
  /** As the file calls it. */
  readonly name: string;
  readonly kernel: FoundTensor | null;
  readonly bias: FoundTensor | null;
  /** Order of a convolution's kernel: rows, columns, inputs, filters, or filters, inputs, rows, columns. */
  readonly layout: 'hwio' | 'oihw';
}

/** An open weight file, whatever its format. */
export interface WeightFile {
  readonly container: WeightContainer;
  /** In the order of the network where the format has one, else of the file. */
  readonly layers: readonly FoundLayer[];
  /** What the file itself says of its licence. */
  readonly licence: string | null;
  close(): void;
}

/** Why a file is not taken; the message is one sentence without the file's name. */
export class WeightFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WeightFileError';
  }
}

/** Layers and tensors of a file that are looked at; no network that is taken has a tenth of them. */
export const mostEntries = 10_000;
