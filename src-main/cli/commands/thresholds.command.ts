import { Option } from 'commander';
import {
  expectationBounds,
  usualExpectation,
  type LineExpectation,
} from '../../../src-shared/evaluation/threshold';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import type { RunThresholds, ThresholdChoice } from '../../../src-shared/ipc/rates-views';
import { pairSentence, placingSentence } from '../../../src-shared/sentences/report-sentences';
import { outcomeText } from '../../reports/threshold-text';
import { decideRun } from '../../services/evaluation-service';
import {
  setThresholds,
  thresholdReadout,
  thresholdsOf,
  type ThresholdReadout,
} from '../../services/threshold-service';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { numberWithin } from '../number-option';
import { withProject } from '../open-for-command';

interface ThresholdOptions {
  readonly run: string;
  readonly escape: number;
  readonly overkill: number;
  readonly inspect: number;
  readonly defectRate: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly show?: true;
  readonly clear?: true;
  readonly json?: true;
}

const { costs, defectRate: usualDefectRate } = usualExpectation;
const cost = numberWithin(expectationBounds.cost.least, expectationBounds.cost.most);
const score = numberWithin(0, 1);

export const thresholdsEntry: CommandEntry = {
  order: 72,
  register(program, context, end) {
    program
      .command('thresholds <project>')
      .description(
        'give a run a pair of thresholds on the defect score: below ok, from the upper on defective, between inspect',
      )
      .requiredOption('--run <run>', 'a teacher or student run')
      .option('--escape <cost>', 'cost of a defective part decided ok', cost, costs.escape)
      .option('--overkill <cost>', 'cost of a good part decided defective', cost, costs.overkill)
      .option('--inspect <cost>', 'cost of a part that a person looks at', cost, costs.inspection)
      .option(
        '--defect-rate <share>',
        'share of defective parts on the line',
        numberWithin(expectationBounds.defectRate.least, expectationBounds.defectRate.most),
        usualDefectRate,
      )
      .option('--lower <score>', 'place them by hand, with --upper', score)
      .option('--upper <score>', 'place them by hand, with --lower', score)
      .addOption(
        new Option('--show', 'only say what is set, and what it does').conflicts([
          'lower',
          'upper',
          'clear',
        ]),
      )
      .addOption(
        new Option('--clear', "decide by the protocol's rule again").conflicts(['lower', 'upper']),
      )
      .option('--json', 'print one JSON object')
      .action(async (path: string, options: ThresholdOptions) => {
        const { run, show, json } = options;
        const choice = choiceOf(options);
        const shown = await withProject(context, path, async (project) => {
          const thresholds =
            show === true ? thresholdsOf(project, run) : await setThresholds(project, run, choice);
          if (thresholds === null) return { run, thresholds, readout: null };
          const readout = await thresholdReadout(
            project,
            await decideRun(project, run),
            thresholds,
          );
          return { run, thresholds, readout };
        });
        context.out(json ? `${JSON.stringify(jsonOf(shown))}\n` : textOf(shown));
        end(exitCodes.done);
      });
  },
};

function choiceOf(options: ThresholdOptions): ThresholdChoice {
  const { escape, overkill, inspect, defectRate, lower, upper, clear } = options;
  if (clear === true) return { kind: 'none' };
  const expectation: LineExpectation = {
    costs: { escape, overkill, inspection: inspect },
    defectRate,
  };
  if (lower === undefined && upper === undefined) return { kind: 'by-cost', expectation };
  if (lower === undefined || upper === undefined) {
    throw new ExpectedFailure(
      'wrong-use',
      'By hand there are two thresholds; nothing was changed.',
      'Give both --lower and --upper.',
    );
  }
  return { kind: 'by-hand', pair: { lower, upper }, expectation };
}

interface Shown {
  readonly run: string;
  readonly thresholds: RunThresholds | null;
  readonly readout: ThresholdReadout | null;
}

function jsonOf({ run, thresholds, readout }: Shown): object {
  return {
    run,
    thresholds,
    validation: readout?.validation ?? null,
    test: readout?.test ?? null,
  };
}

function textOf({ run, thresholds, readout }: Shown): string {
  if (thresholds === null || readout === null) {
    return `${run} carries no thresholds: an image is defective when one of its patches is.\n`;
  }
  const { validation, test } = readout;
  return [
    `${run}: ${pairSentence(thresholds)}`,
    placingSentence(thresholds),
    `validation: ${validation === null ? 'the plan keeps no validation images' : outcomeText(validation)}`,
    `test:       ${outcomeText(test)}`,
    '',
  ].join('\n');
}
