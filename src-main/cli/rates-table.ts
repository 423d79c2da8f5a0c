import { textureRows } from '../../src-shared/evaluation/texture-rows';
import type { RatesSummary } from '../../src-shared/evaluation/rates-summary';
import type { RateCertainty } from '../../src-shared/evaluation/rate-certainty';
import type { RunThresholds } from '../../src-shared/ipc/rates-views';
import type { Evaluation } from '../../src-shared/ipc/run-views';
import {
  countText,
  intervalText,
  iterationsText,
  meanText,
  percentText,
} from '../reports/rate-text';
import { pairSentence } from '../../src-shared/sentences/report-sentences';
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

/** How sure the rates are, and how well the score tells the kinds apart, all trials together. */
export function certaintyTable(
  { textures, rocArea, averagePrecision }: RatesSummary,
  thresholds: RunThresholds | null,
): string {
  const rows = textures.map(({ texture, tpr, tnr, ...areas }) => [
    texture,
    certaintyText(tpr),
    certaintyText(tnr),
    areaText(areas.rocArea),
    areaText(areas.averagePrecision),
    fewText(tpr, tnr),
  ]);
  const table = textTable(
    [
      { title: 'texture', align: 'left' },
      { title: 'TPR, 95 % interval', align: 'right' },
      { title: 'TNR, 95 % interval', align: 'right' },
      { title: 'ROC area', align: 'right' },
      { title: 'average precision', align: 'right' },
      { title: '', align: 'left' },
    ],
    rows,
  );
  const rule =
    thresholds === null
      ? 'No thresholds are set: an image is defective when one of its patches is.'
      : `Thresholds for use: ${pairSentence(thresholds)} The rates above are by the rule without thresholds.`;
  return `${table}\nall: ROC area ${areaText(rocArea)}, average precision ${areaText(averagePrecision)}\n${rule}\n`;
}

function certaintyText({ right, all, interval }: RateCertainty): string {
  return interval === null ? '–' : `${right}/${all}: ${intervalText(interval)}`;
}

function areaText(area: number | null): string {
  return area === null ? '–' : area.toFixed(4);
}

/** Says where a rate rests on too few images. */
function fewText(tpr: RateCertainty, tnr: RateCertainty): string {
  const few = [
    ...(tpr.tooFew ? [['TPR', 'defective', tpr.all] as const] : []),
    ...(tnr.tooFew ? [['TNR', 'good', tnr.all] as const] : []),
  ];
  if (few.length === 0) return '';
  return few.map(([name, kind, all]) => `${name} rests on ${all} ${kind} images alone`).join('; ');
}
