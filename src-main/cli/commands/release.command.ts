import { rateNames } from '../../../src-shared/evaluation/rate-floors';
import type { CheckedRate } from '../../../src-shared/evaluation/release-check';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import type {
  ReleaseCheck,
  ReleaseEntry,
  ReleaseState,
} from '../../../src-shared/ipc/release-views';
import { countText, percentText } from '../../reports/rate-text';
import { objectionSentence } from '../../reports/release-text';
import type { OpenProject } from '../../services/project-service';
import {
  checkCandidate,
  promote,
  releaseState,
  returnToPrevious,
} from '../../services/release-service';
import type { CommandContext, CommandEntry } from '../command-context';
import { signedBy } from '../declared-name';
import { exitCodes } from '../exit-code';
import { wholeNumber } from '../number-option';
import { withProject } from '../open-for-command';
import { textTable } from '../text-table';

interface ReleaseOptions {
  readonly trial: number;
  readonly by?: string;
  readonly reason?: string;
  readonly check?: true;
  readonly back?: true;
  readonly json?: true;
}

export const releaseEntry: CommandEntry = {
  order: 78,
  register(program, context, end) {
    program
      .command('release <project> [run]')
      .description(
        'release a run’s model, or go back to the one before; without a run, list what was released',
      )
      .option('--trial <number>', 'whose model', wholeNumber(1, 1000), 1)
      .option('--by <name>', 'the supervisor who decides, as the history has it')
      .option('--reason <text>', 'why it is released although the check objects')
      .option('--check', 'only hold it against floors and released model')
      .option('--back', 'go back to what was released before')
      .option('--json', 'print one JSON object')
      .action(async (path: string, run: string | undefined, options: ReleaseOptions) => {
        refuseUnclear(run, options);
        const said = await withProject(signedBy(context, options.by), path, (project) =>
          act(project, run, options),
        );
        say(context, options, said);
        end(exitCodes.done);
      });
  },
};

type Said =
  | { readonly kind: 'state'; readonly state: ReleaseState }
  | { readonly kind: 'check'; readonly check: ReleaseCheck };

function refuseUnclear(run: string | undefined, { by, check, back }: ReleaseOptions): void {
  const decides = back === true || (run !== undefined && check !== true);
  const problem =
    back === true && (run !== undefined || check === true)
      ? '--back goes to what was released before: it takes no run and no --check.'
      : check === true && run === undefined
        ? 'Say which run to check.'
        : decides && (by ?? '').trim() === ''
          ? 'A release is a named supervisor’s: say who decides with --by.'
          : null;
  if (problem !== null) throw new ExpectedFailure('wrong-use', problem);
}

async function act(
  project: OpenProject,
  run: string | undefined,
  { trial, reason = '', check, back }: ReleaseOptions,
): Promise<Said> {
  if (back === true) return { kind: 'state', state: returnToPrevious(project, reason) };
  if (run === undefined) return { kind: 'state', state: releaseState(project) };
  return check === true
    ? { kind: 'check', check: await checkCandidate(project, { run, trial }) }
    : { kind: 'state', state: await promote(project, { run, trial }, reason) };
}

function say(context: CommandContext, { json }: ReleaseOptions, said: Said): void {
  if (json) {
    context.out(`${JSON.stringify(said.kind === 'state' ? said.state : said.check)}\n`);
    return;
  }
  context.out(said.kind === 'state' ? stateText(said.state) : checkText(said.check));
}

function stateText({ current, previous, history }: ReleaseState): string {
  const now =
    current === null
      ? 'No model is released.'
      : `Released: ${current.run}, trial ${current.trial}, by ${current.who}.`;
  const back =
    previous === null ? '' : `Before it: ${previous.run}, trial ${previous.trial} (--back).\n`;
  return `${now}\n${back}${history.map(entryText).join('')}`;
}

function entryText({ kind, who, at, reason, model }: ReleaseEntry): string {
  const what = model === null ? 'nothing' : `${model.run}, trial ${model.trial}`;
  const verb = kind === 'promoted' ? 'released' : 'went back to';
  const why = reason === '' ? '' : ` “${reason}”`;
  return `${at.slice(0, 16).replace('T', ' ')}  ${who} ${verb} ${what}${why}\n`;
}

function checkText({
  run,
  trial,
  testImages,
  textures,
  released,
  objections,
}: ReleaseCheck): string {
  const rows = textures.flatMap(({ texture, ...rates }) =>
    rateNames.map((rate) => [texture, rate.toUpperCase(), ...rateCells(rates[rate])]),
  );
  const right = (title: string) => ({ title, align: 'right' }) as const;
  const table = textTable(
    [
      { title: 'texture', align: 'left' },
      { title: 'rate', align: 'left' },
      ...['test images', 'floor', 'common images', 'released model there'].map(right),
    ],
    rows,
  );
  const against =
    released === null
      ? 'no model is released yet'
      : `against ${released.run}, trial ${released.trial}, on ${countText(released.commonImages, 'common test image')}`;
  const verdict =
    objections.length === 0
      ? 'It can be released.'
      : [...objections.map(objectionSentence), 'It can be released only with a --reason.'].join(
          '\n',
        );
  return `${run}, trial ${trial}: ${countText(testImages, 'test image')}, ${against}\n\n${table}\n\n${verdict}\n`;
}

function rateCells({ right, all, floor, compared }: CheckedRate): readonly string[] {
  const share = (part: number, whole: number): string =>
    whole === 0 ? '–' : `${percentText(part / whole)} (${part} of ${whole})`;
  return [
    share(right, all),
    percentText(floor),
    compared === null ? '–' : share(compared.candidate, compared.all),
    compared === null ? '–' : share(compared.released, compared.all),
  ];
}
