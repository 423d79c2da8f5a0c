import type { ReportRequests } from '../../src-shared/ipc/report-requests';
import type { Language } from '../../src-shared/language/languages';
import type { PrintToPdf } from '../reports/print-to-pdf';
import { confusionCell } from '../services/confusion-cell-service';
import { ratesView } from '../services/rates-service';
import { reportView, ruleOf, saveReport } from '../services/report-service';
import { setThresholds } from '../services/threshold-service';
import type { CurrentProject } from './current-project';
import type { Handlers } from './register-handlers';

/**
 * The report of a finished run, its rates, and the thresholds that it carries.
 *
 * @param language of the window: a saved report speaks it
 */
export function reportHandlers(
  project: CurrentProject,
  printToPdf: PrintToPdf,
  language: () => Language,
): Pick<Handlers, keyof ReportRequests> {
  return {
    'report.get': ({ run }) => reportView(project.require(), run),
    'report.save': ({ run, path }) =>
      saveReport(project.require(), run, path, printToPdf, language()),
    'rates.get': ({ run }) => ratesView(project.require(), run),
    'rates.cell': (question) => confusionCell(project.require(), question),
    'thresholds.set': async ({ run, choice }) => {
      const thresholds = await setThresholds(project.require(), run, choice);
      return { thresholds, rule: ruleOf(thresholds) };
    },
  };
}
