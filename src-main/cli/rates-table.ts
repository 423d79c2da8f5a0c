import { textureRows } from '../../src-shared/evaluation/texture-rows';
import type { Evaluation } from '../../src-shared/ipc/run-views';
import { countText, iterationsText, meanText, percentText } from '../reports/rate-text';
import { textTable } from './text-table';

/** What `evaluate` prints: the means over the trials, all decisions counted together, then a line a texture. */
export function ratesTable(evaluation: Evaluation): string {
  const { run, trials, summary } = evaluation;
  const rows = textureRows(evaluation).map((row) => [
    row.texture,
    meanText(row.tpr),
    meanText(row.tnr),
    `${row.escapes} of ${row.defective}`,
    `${row.overkills} of ${row.nonDefective}`,
  ]);
  const table = textTable(
    [
      { title: 'texture', align: 'left' },
      { title: 'TPR', align: 'right' },
      { title: 'TNR', align: 'right' },
      { title: 'escapes', align: 'right' },
      { title: 'overkills', align: 'right' },
    ],
    rows,
  );
  const { pooled } = summary;
  const head = [
    `${run}: accuracy ${meanText(summary.accuracy)} on the test images of ${countText(trials.length, 'trial')}`,
    `convergence at ${iterationsText(summary.convergence)} iterations`,
    `all ${countText(pooled.images, 'decision')} together: accuracy ${percentText(pooled.accuracy)}, TPR ${percentText(pooled.tpr)}, TNR ${percentText(pooled.tnr)}`,
  ];
  return `${head.join('\n')}\n\n${table}\n`;
}
