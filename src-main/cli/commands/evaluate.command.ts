import { resolve } from 'node:path';
import { ratesSummary } from '../../../src-shared/evaluation/rates-summary';
import { decideRun, evaluationOf, predictionsCsv } from '../../services/evaluation-service';
import { ratesOf } from '../../services/rates-service';
import { writeResult } from '../../services/result-file';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { withProject } from '../open-for-command';
import { certaintyTable, ratesTable } from '../rates-table';

interface EvaluateOptions {
  readonly run: string;
  readonly predictions?: string;
  readonly json?: true;
}

export const evaluateEntry: CommandEntry = {
  order: 70,
  register(program, context, end) {
    program
      .command('evaluate <project>')
      .description('true-positive and true-negative rates per texture on the test images')
      .requiredOption('--run <run>', 'a teacher or student run')
      .option('--predictions <file.csv>', 'also write the decision of every test image')
      .option('--json', 'print one JSON object')
      .action(async (path: string, { run, predictions, json }: EvaluateOptions) => {
        const { decided, rates } = await withProject(context, path, async (project) => {
          const all = await decideRun(project, run);
          return { decided: all, rates: await ratesOf(project, all) };
        });
        if (predictions !== undefined) {
          await writeResult(resolve(predictions), predictionsCsv(decided));
        }
        const evaluation = evaluationOf(decided);
        const summary = ratesSummary(rates);
        const { thresholds } = rates;
        context.out(
          json
            ? `${JSON.stringify({ ...evaluation, rates: summary, thresholds })}\n`
            : `${ratesTable(evaluation)}\n${certaintyTable(summary, thresholds)}`,
        );
        end(exitCodes.done);
      });
  },
};
