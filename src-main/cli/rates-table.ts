import type { Evaluation } from '../../src-shared/ipc/views';
import { countText, meanText } from '../reports/rate-text';
import { textureRows } from '../reports/texture-rows';
import { textTable } from './text-table';

/** What `evaluate` prints: one line on the whole, then a line a texture. */
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
  const head = `${run}: accuracy ${meanText(summary.accuracy)} on the test images of ${countText(trials.length, 'trial')}`;
  return `${head}\n\n${table}\n`;
}
