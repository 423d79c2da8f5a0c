import type { Evaluation } from '../ipc/run-views';
import type { MeanAndError } from './trial-figures';

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

/** The rows of the per-texture table, in class order. */
export function textureRows({ summary }: Pick<Evaluation, 'summary'>): readonly TextureRow[] {
  return summary.textures.flatMap(({ texture, tpr, tnr }) => {
    const counts = summary.pooled.textures.find((rates) => rates.texture === texture);
    if (counts === undefined) return [];
    const { tp, fn, tn, fp, escapes, overkills } = counts;
    const defective = tp + fn;
    const nonDefective = tn + fp;
    return [{ texture, tpr, tnr, defective, escapes, nonDefective, overkills, tp, fn, tn, fp }];
  });
}
