import { extname } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { ReportView } from '../../src-shared/ipc/run-views';
import { runSummary } from '../database/run-queries';
import { readThresholds } from '../database/threshold-queries';
import type { RunThresholds } from '../../src-shared/ipc/rates-views';
import { localeOf, type Language } from '../../src-shared/language/languages';
import { said, speak, type Said } from '../../src-shared/sentences/sentence';
import { headline } from '../reports/headline';
import type { PrintToPdf } from '../reports/print-to-pdf';
import { decideRun, evaluationOf, predictionsCsv, type DecidedRun } from './evaluation-service';
import type { OpenProject } from './project-service';
import { reportMaterial } from './report-material';
import { writeResult } from './result-file';
import { testLooksOf } from './test-look-service';
import { shownWrong, wrongDecisions } from './wrong-decisions';

/**
 * What the window shows of a run's result.
 *
 * @throws ExpectedFailure `not-found`, `not-ready`.
 */
export async function reportView(project: OpenProject, run: string): Promise<ReportView> {
  return viewOf(project, await decideRun(project, run));
}

/**
 * Writes a run's result as one file: `.html` to read and print, `.pdf` the same printed, `.csv` the decision of every test image, `.json` the
 * evaluation.
 *
 * @param path absolute; its ending says the form.
 * @param language that a page speaks
 * @throws ExpectedFailure `not-found`, `not-ready`, `wrong-use` for another ending, `bad-input`, `disk-full`, `missing-part` where
 *   nothing here can print.
 */
export async function saveReport(
  project: OpenProject,
  run: string,
  path: string,
  printToPdf: PrintToPdf,
  language: Language = 'en',
): Promise<{ readonly path: string }> {
  const form = extname(path).toLowerCase();
  if (!['.html', '.htm', '.pdf', '.csv', '.json'].includes(form)) {
    throw new ExpectedFailure(
      'wrong-use',
      `A report cannot be written as "${form}".`,
      'End the name with .html, .pdf, .csv or .json.',
    );
  }
  const decided = await decideRun(project, run);
  const text = await reportText(project, decided, form, language);
  await writeResult(path, form === '.pdf' ? await printToPdf(text) : text);
  return { path };
}

async function reportText(
  project: OpenProject,
  decided: DecidedRun,
  form: string,
  language: Language,
): Promise<string> {
  if (form === '.csv') return predictionsCsv(decided);
  if (form === '.json') return `${JSON.stringify(evaluationOf(decided), null, 2)}\n`;
  const view = viewOf(project, decided);
  // The chart library takes a second to load, and nothing else needs it.
  const { reportPage } = await import('../reports/report-page');
  const { report, sentences } = localeOf(language);
  const page = reportPage(view, await reportMaterial(project, decided, view), {
    code: language,
    words: report,
    say: (sentence) => speak(sentences, sentence).message,
  });
  // Nobody can open a fold on paper.
  return form === '.pdf' ? page.replace('<details>', '<details open>') : page;
}

function viewOf(project: OpenProject, decided: DecidedRun): ReportView {
  const evaluation = evaluationOf(decided);
  const wrong = wrongDecisions(
    decided.trials.flatMap(({ trial, decided: images }) =>
      images.map((image) => ({ trial, ...image })),
    ),
    decided.run.plan,
    decided.textures,
  );
  return {
    run: runSummary(decided.run),
    evaluation,
    headline: headline(evaluation),
    wrong: wrong.slice(0, shownWrong),
    wrongTotal: wrong.length,
    testImages: decided.trials.reduce((sum, trial) => sum + trial.decided.length, 0),
    testLooks: testLooksOf(
      project,
      decided.run.plan.splitSeed,
      decided.trials.map(({ trial }) => trial),
    ),
    rule: ruleOf(readThresholds(project.database, decided.run.seq)),
  };
}

/** Which rule decides in use: thresholds, or any patch (protocol.md, Decision for one image). */
export function ruleOf(thresholds: RunThresholds | null): Said {
  return thresholds === null
    ? said('decidesByPatches')
    : said('decidesByThresholds', { thresholds });
}
