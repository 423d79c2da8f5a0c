import type { RunWeights } from '../../src-shared/ipc/weights-views';
import type { Side } from '../../src-shared/dataset/label';
import { textureRows, type TextureRow } from '../../src-shared/evaluation/texture-rows';
import type { Evaluation, ReportView } from '../../src-shared/ipc/run-views';
import type { StoredEvaluation, StoredStep, StoredTrial } from '../database/run-result-queries';
import { accuracyCurve, curveSide } from '../../src-shared/evaluation/evaluation-curves';
import type { NetworkSize } from '../../src-shared/ipc/network-size-views';
import { english } from '../../src-shared/sentences/english';
import { accuracyChart, lossChart, ratesChart } from './chart-svg';
import { compressionSection } from './compression-table';
import { html, Html } from './html';
import { countText, iterationsText, meanText, percentText } from './rate-text';
import { moreSection } from './report-more';
import { reportStyle } from './report-style';
import { wrongGallery } from './wrong-gallery';

/** What a report shows beside the view. */
export interface ReportMaterial {
  /** In class order. */
  readonly textures: readonly string[];
  readonly steps: readonly StoredStep[];
  readonly evaluations: readonly StoredEvaluation[];
  readonly models: readonly StoredTrial[];
  /** A student's teacher and the student, with what each costs; empty for a teacher. */
  readonly sizes: readonly NetworkSize[];
  /** Images on each side, first trial. */
  readonly sideCounts: Readonly<Record<Side, number>>;
  readonly snapshotHash: string;
  /** What the run started from; null for random numbers. */
  readonly weights: RunWeights | null;
  readonly device: string | null;
  /** ISO 8601. */
  readonly endedAt: string | null;
  readonly writtenAt: string;
  /** Of Ellipsight. */
  readonly version: string;
  /** Data URLs of small pictures by image hash. */
  readonly pictures: ReadonlyMap<string, string>;
}

/**
 * A run's result as one HTML file: inline style and SVG, no script, nothing fetched, so that it opens from a USB stick
 * and prints on A4.
 */
export function reportPage(view: ReportView, material: ReportMaterial): string {
  const rows = textureRows(view.evaluation);
  const { run, evaluation } = view;
  const title = `Ellipsight report: ${run.id}`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"
        />
        <title>${title}</title>
        <style>
          ${Html.trusted(reportStyle)}
        </style>
      </head>
      <body>
        <main>
          <h1>${english(view.headline)}</h1>
          <p class="sub">
            Run ${run.id}, made ${run.createdAt.slice(0, 10)}; accuracy
            ${meanText(evaluation.summary.accuracy)} on ${view.testImages} decisions of test
            images${evaluation.trials.length > 1 ? ` over ${evaluation.trials.length} trials` : ''}.
          </p>
          <h2>All textures</h2>
          ${wholeTable(evaluation)}
          <h2>Rates per texture</h2>
          ${ratesTable(rows, evaluation.trials.length)}
          <div
            class="chart"
            role="img"
            aria-label="Bars of TPR and TNR of each texture, as in the table above"
          >
            ${ratesChart(rows)}
          </div>
          ${compressionSection(material.sizes)}
          <h2>Wrong decisions</h2>
          ${wrongGallery(view, material.pictures)}
          <h2>Training</h2>
          ${trainingCurves(material)} ${moreSection(view, material)}
        </main>
      </body>
    </html> `;
  return page.text;
}

/** Figure 4, and the loss of each trial. */
function trainingCurves({ steps, evaluations }: ReportMaterial): Html {
  const side = curveSide(evaluations);
  const points = accuracyCurve(evaluations.filter((evaluation) => evaluation.side === side));
  return html`<div
      class="chart"
      role="img"
      aria-label="${`Accuracy on ${side} images against iterations, mean and standard error over the trials`}"
    >
      ${accuracyChart(points, side)}
    </div>
    <div class="chart" role="img" aria-label="Loss against iterations, a line a trial">
      ${lossChart(steps)}
    </div>`;
}

/** Table 2's row, and the decisions of all trials counted together. */
function wholeTable({ summary, trials }: Evaluation): Html {
  const { pooled } = summary;
  return html`<table>
    <caption>
      Means ± standard errors over ${countText(trials.length, 'trial')}; convergence is the first
      evaluation from which accuracy stays at its final level. Pooled: the decisions of all trials
      counted together.
    </caption>
    <thead>
      <tr>
        <th scope="col">Accuracy</th>
        <th scope="col">Iterations to convergence</th>
        <th scope="col">Pooled accuracy</th>
        <th scope="col">Pooled TPR</th>
        <th scope="col">Pooled TNR</th>
      </tr>
    </thead>
    <tbody>
      <tr>
        <td>${meanText(summary.accuracy, 2)}</td>
        <td>${iterationsText(summary.convergence)}</td>
        <td>${percentText(pooled.accuracy, 2)} of ${pooled.images}</td>
        <td>${percentText(pooled.tpr, 2)}</td>
        <td>${percentText(pooled.tnr, 2)}</td>
      </tr>
    </tbody>
  </table>`;
}

function ratesTable(rows: readonly TextureRow[], trials: number): Html {
  const over =
    trials > 1 ? `; mean ± standard error over ${trials} trials, counts of all together` : '';
  return html`<table>
    <caption>
      TPR: share of the defective images decided right, texture and verdict. TNR: the same of the
      non-defective ones${over}.
    </caption>
    <thead>
      <tr>
        <th scope="col">Texture</th>
        <th scope="col">TPR</th>
        <th scope="col">TNR</th>
        <th scope="col">Escapes (missed defects)</th>
        <th scope="col">Overkills (false alarms)</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            <th scope="row">${row.texture}</th>
            <td>${meanText(row.tpr)}</td>
            <td>${meanText(row.tnr)}</td>
            <td class="${row.escapes > 0 ? 'bad' : ''}">${row.escapes} of ${row.defective}</td>
            <td class="${row.overkills > 0 ? 'warn' : ''}">
              ${row.overkills} of ${row.nonDefective}
            </td>
          </tr> `,
      )}
    </tbody>
  </table>`;
}
