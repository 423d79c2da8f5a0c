import { textureRows } from '../../src-shared/evaluation/texture-rows';
import type { Evaluation } from '../../src-shared/ipc/run-views';
import type { Headline } from '../../src-shared/sentences/report-sentences';
import { said, type Said } from '../../src-shared/sentences/sentence';
import { percentText } from './rate-text';

/**
 * The answer in one sentence: how much is decided right, what escapes, what is rejected for nothing, and on which
 * texture the network is weakest.
 */
export function headline(evaluation: Evaluation): Said {
  const rows = textureRows(evaluation);
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  return said('reportHeadline', {
    kind: evaluation.kind,
    accuracy: percentText(evaluation.summary.accuracy.mean),
    trials: evaluation.trials.length,
    escapes: sum(rows.map((row) => row.escapes)),
    defective: sum(rows.map((row) => row.defective)),
    overkills: sum(rows.map((row) => row.overkills)),
    nonDefective: sum(rows.map((row) => row.nonDefective)),
    weakest: weakest(evaluation),
  });
}

/** The texture with the lowest rate where any is below 1, of several. */
function weakest({ summary }: Evaluation): Headline['weakest'] {
  const rates = summary.textures.flatMap(({ texture, tpr, tnr }) => [
    { texture, name: 'TPR' as const, mean: tpr.mean },
    { texture, name: 'TNR' as const, mean: tnr.mean },
  ]);
  const [lowest] = rates
    .flatMap(({ texture, name, mean }) => (mean === null ? [] : [{ texture, name, mean }]))
    .sort((one, other) => one.mean - other.mean);
  if (lowest === undefined || lowest.mean === 1 || summary.textures.length < 2) return null;
  const { texture, name, mean } = lowest;
  return { texture, name, rate: percentText(mean) };
}
