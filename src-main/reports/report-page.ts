import type { RunWeights } from '../../src-shared/ipc/weights-views';
import type { Side } from '../../src-shared/dataset/label';
import type { TextureCertainty } from '../../src-shared/evaluation/rate-certainty';
import type { TextureFloors } from '../../src-shared/evaluation/rate-floors';
import { textureRows, type TextureRow } from '../../src-shared/evaluation/texture-rows';
import type { RatesView } from '../../src-shared/ipc/rates-views';
import type { ReleaseState } from '../../src-shared/ipc/release-views';
import type { Evaluation, ReportView } from '../../src-shared/ipc/run-views';
import type { ReportWords } from '../../src-shared/language/english-report';
import type { Said } from '../../src-shared/sentences/sentence';
import type { LabelPeople } from '../database/people-queries';
import type { StoredEvaluation, StoredStep, StoredTrial } from '../database/run-result-queries';
import { accuracyCurve, curveSide } from '../../src-shared/evaluation/evaluation-curves';
import type { NetworkSize } from '../../src-shared/ipc/network-size-views';
import { accuracyChart, lossChart, ratesChart } from './chart-svg';
import { compressionSection } from './compression-table';
import { html, Html } from './html';
import { intervalText, iterationsText, meanText, percentText } from './rate-text';
import { moreSection } from './report-more';
import { reportStyle } from './report-style';
import { shortAnswers } from './short-answers';
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
  /** Rates with intervals, and the scores that they rest on. */
  readonly rates: RatesView;
  /** Of every texture that has any. */
  readonly floors: readonly TextureFloors[];
  readonly release: ReleaseState;
  readonly people: LabelPeople;
}

/** The language of a report: its code as HTML has it, and its words. */
export interface ReportLanguage {
  readonly code: string;
  readonly words: ReportWords;
  /** Speaks what the view says. */
  readonly say: (sentence: Said) => string;
}

/**
 * A run's result as one HTML file: inline style and SVG, no script, nothing fetched, so that it opens from a USB stick
 * and prints on A4.
 */
export function reportPage(
  view: ReportView,
  material: ReportMaterial,
  language: ReportLanguage,
): string {
  const { code, words, say } = language;
  const { run, evaluation } = view;
  const rows = textureRows(evaluation);
  const { certainty } = material.rates;
  const page = html`<!doctype html>
    <html lang="${code}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"
        />
        <title>${words.title(run.id)}</title>
        <style>
          ${Html.trusted(reportStyle)}
        </style>
      </head>
      <body>
        <main>
          <h1>${say(view.headline)}</h1>
          <p class="sub">
            ${words.made({
              run: run.id,
              date: run.createdAt.slice(0, 10),
              accuracy: meanText(evaluation.summary.accuracy),
              decisions: view.testImages,
              trials: evaluation.trials.length,
            })}
          </p>
          ${shortAnswers({ ...material, run: run.id, evaluation, certainty }, words)}
          <h2>${words.rates.title}</h2>
          ${ratesTable(rows, certainty, evaluation.trials.length, words)}
          ${tooFewNote(certainty, words)}
          <div class="chart" role="img" aria-label="${words.rates.chart}">${ratesChart(rows)}</div>
          <h2>${words.whole.title}</h2>
          ${wholeTable(evaluation, words)} ${compressionSection(material.sizes, words)}
          <h2>${words.wrong.title}</h2>
          ${wrongGallery(view, material.pictures, words)}
          <h2>${words.training.title}</h2>
          ${trainingCurves(material, words)} ${moreSection(view, material, language)}
        </main>
      </body>
    </html> `;
  return page.text;
}

/** Figure 4, and the loss of each trial. */
function trainingCurves(
  { steps, evaluations }: ReportMaterial,
  { training: words }: ReportWords,
): Html {
  const side = curveSide(evaluations);
  const points = accuracyCurve(evaluations.filter((evaluation) => evaluation.side === side));
  return html`<div class="chart" role="img" aria-label="${words.accuracyChart(words.sides[side])}">
      ${accuracyChart(points, side, words)}
    </div>
    <div class="chart" role="img" aria-label="${words.lossChart}">${lossChart(steps, words)}</div>`;
}

/** Table 2's row, and the decisions of all trials counted together. */
function wholeTable({ summary, trials }: Evaluation, { whole: words }: ReportWords): Html {
  const { pooled } = summary;
  return html`<table>
    <caption>
      ${words.caption(trials.length)}
    </caption>
    <thead>
      <tr>
        <th scope="col">${words.accuracy}</th>
        <th scope="col">${words.convergence}</th>
        <th scope="col">${words.pooledAccuracy}</th>
        <th scope="col">${words.pooledTpr}</th>
        <th scope="col">${words.pooledTnr}</th>
      </tr>
    </thead>
    <tbody>
      <tr>
        <td>${meanText(summary.accuracy, 2)}</td>
        <td>${iterationsText(summary.convergence)}</td>
        <td>${words.of(percentText(pooled.accuracy, 2), pooled.images)}</td>
        <td>${percentText(pooled.tpr, 2)}</td>
        <td>${percentText(pooled.tnr, 2)}</td>
      </tr>
    </tbody>
  </table>`;
}

/** Table 3's rows, each rate with its exact interval. */
function ratesTable(
  rows: readonly TextureRow[],
  certainty: readonly TextureCertainty[],
  trials: number,
  { rates: words }: ReportWords,
): Html {
  const bounds = (texture: string, rate: 'tpr' | 'tnr'): string =>
    intervalText(certainty.find((own) => own.texture === texture)?.[rate].interval ?? null);
  return html`<table>
    <caption>
      ${words.caption(trials)}
    </caption>
    <thead>
      <tr>
        <th scope="col">${words.texture}</th>
        <th scope="col">TPR</th>
        <th scope="col">TNR</th>
        <th scope="col">${words.escapes}</th>
        <th scope="col">${words.overkills}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ texture, tpr, tnr, ...row }) =>
          html`<tr>
            <th scope="row">${texture}</th>
            <td>${meanText(tpr)} <span class="soft">(${bounds(texture, 'tpr')})</span></td>
            <td>${meanText(tnr)} <span class="soft">(${bounds(texture, 'tnr')})</span></td>
            <td class="${row.escapes > 0 ? 'bad' : 'none'}">
              ${words.count(row.escapes, row.defective)}
            </td>
            <td class="${row.overkills > 0 ? 'warn' : 'none'}">
              ${words.count(row.overkills, row.nonDefective)}
            </td>
          </tr> `,
      )}
    </tbody>
  </table>`;
}

function tooFewNote(certainty: readonly TextureCertainty[], { rates: words }: ReportWords): Html {
  const few = certainty.flatMap(({ texture, tpr, tnr }) => [
    ...(tpr.tooFew ? [words.tooFewRate('TPR', texture, tpr.all)] : []),
    ...(tnr.tooFew ? [words.tooFewRate('TNR', texture, tnr.all)] : []),
  ]);
  return few.length === 0 ? html`` : html`<p class="few">${words.tooFew(few.join(', '))}</p>`;
}
