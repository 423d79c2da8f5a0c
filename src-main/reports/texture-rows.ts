import type { TextureRates } from '../../src-shared/evaluation/texture-rates';
import type { Evaluation, MeanAndError } from '../../src-shared/ipc/views';

/** One texture over all trials: rates as means, counts as sums. */
export interface TextureRow {
  readonly texture: string;
  readonly tpr: MeanAndError;
  readonly tnr: MeanAndError;
  /** Defective and non-defective test images, all trials together. */
  readonly defective: number;
  readonly nonDefective: number;
  readonly escapes: number;
  readonly overkills: number;
}

/** The rows of the per-texture table, in class order. */
export function textureRows({ trials, summary }: Evaluation): readonly TextureRow[] {
  return summary.textures.map(({ texture, tpr, tnr }) => {
    const own = trials.flatMap((trial) =>
      trial.textures.filter((rates) => rates.texture === texture),
    );
    const sum = (count: (rates: TextureRates) => number): number =>
      own.reduce((total, rates) => total + count(rates), 0);
    return {
      texture,
      tpr,
      tnr,
      defective: sum(({ tp, fn }) => tp + fn),
      nonDefective: sum(({ tn, fp }) => tn + fp),
      escapes: sum(({ escapes }) => escapes),
      overkills: sum(({ overkills }) => overkills),
    };
  });
}
