import type { ComparedRun } from '../../../src-shared/ipc/comparison-views';
import {
  comparedSettings,
  type ComparedSetting,
} from '../../../src-shared/training/compared-settings';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { iterationsText, meanText } from '../../reports/rate-text';
import { runChanges } from '../../services/change-service';
import { compareRuns } from '../../services/comparison-service';
import { changesText } from '../changes-text';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { withProject } from '../open-for-command';
import { textTable, type Column } from '../text-table';

interface CompareOptions {
  readonly runs: readonly string[];
  readonly images?: true;
  readonly json?: true;
}

export const compareEntry: CommandEntry = {
  order: 75,
  register(program, context, end) {
    program
      .command('compare <project>')
      .description(
        'runs side by side: accuracy, convergence, parameters, time, what their plans differ in',
      )
      .requiredOption('--runs <runs...>', 'two or more runs')
      .option('--images', 'of two runs: the test images that the second decides otherwise')
      .option('--json', 'print one JSON object, with the curves of Figure 4')
      .action(async (path: string, { runs, images, json }: CompareOptions) => {
        if (images === true) {
          const [before, after, ...others] = runs;
          if (before === undefined || after === undefined || others.length > 0) {
            throw new ExpectedFailure('wrong-use', '--images compares two runs: name two.');
          }
          const changes = await withProject(context, path, (project) =>
            runChanges(project, before, after),
          );
          context.out(json ? `${JSON.stringify(changes)}\n` : changesText(changes));
          end(exitCodes.done);
          return;
        }
        const compared = await withProject(context, path, async (project) =>
          compareRuns(project, runs),
        );
        const differences = comparedSettings(compared.map(({ run }) => run.plan));
        context.out(
          json
            ? `${JSON.stringify(jsonOf(compared, differences))}\n`
            : textOf(compared, differences),
        );
        end(exitCodes.done);
      });
  },
};

function jsonOf(runs: readonly ComparedRun[], differences: readonly ComparedSetting[]): object {
  return {
    runs: runs.map(({ run, accuracy, convergence, side, curve, workedSeconds }) => ({
      ...{ run: run.id, kind: run.kind, state: run.state, trials: run.trialsDone },
      ...{ accuracy, convergence, parameters: run.parameters, seconds: workedSeconds, side, curve },
    })),
    differences: differences.map(({ name, values }) => ({
      name,
      values: values.map((value) => value ?? null),
    })),
  };
}

function textOf(runs: readonly ComparedRun[], differences: readonly ComparedSetting[]): string {
  const right = (title: string): Column => ({ title, align: 'right' });
  const rows: (readonly string[])[] = [
    ['state', ...runs.map(({ run }) => run.state)],
    ['trials done', ...runs.map(({ run }) => `${run.trialsDone} of ${run.plan.trials}`)],
    ['accuracy', ...runs.map(({ accuracy }) => meanText(accuracy, 2))],
    ['convergence', ...runs.map(({ convergence }) => iterationsText(convergence))],
    ['parameters', ...runs.map(({ run }) => run.parameters?.toLocaleString('en') ?? '–')],
    [
      'seconds',
      ...runs.map(({ workedSeconds }) =>
        workedSeconds === null ? '–' : String(Math.round(workedSeconds)),
      ),
    ],
    ...differences.map(({ name, values }) => [name, ...values.map(valueText)]),
  ];
  return `${textTable([{ title: '', align: 'left' }, ...runs.map(({ run }) => right(run.id))], rows)}\n`;
}

function valueText(value: unknown): string {
  return value === undefined ? '–' : Array.isArray(value) ? value.join(',') : String(value);
}
