import type { Evaluation, MeanAndError } from '../../src-shared/ipc/views';

/** One texture of a report: rates over the trials, and counts summed over them. */
export interface TextureRow {
  readonly texture: string;
  readonly tpr: MeanAndError;
  readonly tnr: MeanAndError;
  /** Decisions on defective images, all trials. */
  readonly defective: number;
  readonly escapes: number;
  /** Decisions on non-defective images, all trials. */
  readonly nonDefective: number;
  readonly overkills: number;
  readonly tp: number;
  readonly fn: number;
  readonly tn: number;
  readonly fp: number;
}

/** The rows of the per-texture table, in the summary's order. */
export function textureRows({ trials, summary }: Evaluation): readonly TextureRow[] {
  return summary.textures.map(({ texture, tpr, tnr }) => {
    const rates = trials.flatMap((trial) =>
      trial.textures.filter((row) => row.texture === texture),
    );
    const sum = (count: (row: (typeof rates)[number]) => number): number =>
      rates.reduce((total, row) => total + count(row), 0);
    return {
      texture,
      tpr,
      tnr,
      defective: sum((row) => row.tp + row.fn),
      escapes: sum((row) => row.escapes),
      nonDefective: sum((row) => row.tn + row.fp),
      overkills: sum((row) => row.overkills),
      tp: sum((row) => row.tp),
      fn: sum((row) => row.fn),
      tn: sum((row) => row.tn),
      fp: sum((row) => row.fp),
    };
  });
}
