import type { ReportRequests } from '../../src-shared/ipc/report-requests';
import type { PrintToPdf } from '../reports/print-to-pdf';
import { confusionCell } from '../services/confusion-cell-service';
import { ratesView } from '../services/rates-service';
import { reportView, ruleOf, saveReport } from '../services/report-service';
import { setThresholds } from '../services/threshold-service';
import type { CurrentProject } from './current-project';
import type { Handlers } from './register-handlers';

/** The report of a finished run, its rates, and the thresholds that it carries. */
export function reportHandlers(
  project: CurrentProject,
  printToPdf: PrintToPdf,
): Pick<Handlers, keyof ReportRequests> {
  return {
    'report.get': ({ run }) => reportView(project.require(), run),
    'report.save': ({ run, path }) => saveReport(project.require(), run, path, printToPdf),
    'rates.get': ({ run }) => ratesView(project.require(), run),
    'rates.cell': (question) => confusionCell(project.require(), question),
    'thresholds.set': async ({ run, choice }) => {
      const thresholds = await setThresholds(project.require(), run, choice);
      return { thresholds, rule: ruleOf(thresholds) };
    },
  };
}
