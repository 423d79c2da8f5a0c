import { textureRows } from '../../src-shared/evaluation/texture-rows';
import type { Evaluation } from '../../src-shared/ipc/run-views';
import { countText, percentText } from './rate-text';

/**
 * The answer in one sentence: how much is decided right, what escapes, what is rejected for nothing, and on which
 * texture the network is weakest.
 */
export function headline(evaluation: Evaluation): string {
  const rows = textureRows(evaluation);
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  const defective = sum(rows.map((row) => row.defective));
  const nonDefective = sum(rows.map((row) => row.nonDefective));
  const escapes = sum(rows.map((row) => row.escapes));
  const overkills = sum(rows.map((row) => row.overkills));
  const trials =
    evaluation.trials.length > 1 ? ` over ${countText(evaluation.trials.length, 'trial')}` : '';
  return [
    `The ${evaluation.kind} decides ${percentText(evaluation.summary.accuracy.mean)} of the test images right${trials}: `,
    `${escapes} of ${countText(defective, 'defect')} escaped and ${overkills} of ${countText(nonDefective, 'good part')} `,
    `${nonDefective === 1 ? 'was' : 'were'} called defective${weakest(evaluation)}.`,
  ].join('');
}

/** Names the texture with the lowest rate where any is below 1. */
function weakest({ summary }: Evaluation): string {
  const rates = summary.textures.flatMap(({ texture, tpr, tnr }) => [
    { texture, name: 'TPR', mean: tpr.mean },
    { texture, name: 'TNR', mean: tnr.mean },
  ]);
  const [lowest] = rates
    .flatMap(({ texture, name, mean }) => (mean === null ? [] : [{ texture, name, mean }]))
    .sort((one, other) => one.mean - other.mean);
  if (lowest === undefined || lowest.mean === 1 || summary.textures.length < 2) return '';
  return `; it is weakest on ${lowest.texture}, with a ${lowest.name} of ${percentText(lowest.mean)}`;
}
