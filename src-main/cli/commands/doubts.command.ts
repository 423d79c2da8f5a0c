import { InvalidArgumentError } from 'commander';
import type { Doubt, DoubtQueue, Ruling } from '../../../src-shared/ipc/doubt-views';
import { confidentDoubt } from '../../../src-shared/ipc/doubt-views';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { countText } from '../../reports/rate-text';
import { doubtQueue, rulingViews } from '../../services/doubt-service';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { wholeNumber } from '../number-option';
import { withProject } from '../open-for-command';
import { textTable } from '../text-table';

interface DoubtOptions {
  readonly run?: string;
  readonly atLeast: number;
  readonly limit: number;
  readonly ruled?: true;
  readonly json?: true;
}

export const doubtsEntry: CommandEntry = {
  order: 76,
  register(program, context, end) {
    program
      .command('doubts <project>')
      .description(
        'images where a trained run confidently says the contrary of the label, worst first',
      )
      .option('--run <run>', 'the run')
      .option('--at-least <doubt>', 'how sure it is of the contrary, 0 to 1', share, confidentDoubt)
      .option('--limit <count>', 'list so many', wholeNumber(1, 200), 50)
      .option('--ruled', 'list what was ruled on, newest first, instead')
      .option('--json', 'print one JSON object')
      .action(async (path: string, options: DoubtOptions) => {
        const { run, atLeast, limit, ruled, json } = options;
        const said = await withProject(context, path, async (project) => {
          if (ruled) {
            const page = rulingViews(project, 0, limit);
            return { json: page, text: rulingText(page.rulings, page.total) };
          }
          if (run === undefined) {
            throw new ExpectedFailure('wrong-use', 'Say the --run, or --ruled.');
          }
          const queue = await doubtQueue(project, { run, atLeast, limit, offset: 0 });
          return { json: queue, text: queueText(queue) };
        });
        context.out(json ? `${JSON.stringify(said.json)}\n` : said.text);
        end(exitCodes.done);
      });
  },
};

function share(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) {
    throw new InvalidArgumentError('It takes a number from 0 to 1.');
  }
  return value;
}

function queueText({ doubts, total, ruled, run }: DoubtQueue): string {
  const head = `${countText(total, 'image')} in doubt by run ${run}, ${ruled} ruled on already.\n`;
  return doubts.length === 0 ? head : `${head}${table(doubts)}\n`;
}

function table(doubts: readonly Doubt[]): string {
  return textTable(
    [
      { title: 'image', align: 'right' },
      { title: 'name', align: 'left' },
      { title: 'label', align: 'left' },
      { title: 'by', align: 'left' },
      { title: 'run says', align: 'left' },
      { title: 'score', align: 'right' },
      { title: 'trials', align: 'right' },
    ],
    doubts.map(({ image, label, opinion }) => [
      String(image.id),
      image.name,
      label.verdict,
      label.labelled?.by ?? 'import',
      opinion.defective ? 'defective' : 'ok',
      opinion.score.toFixed(4),
      `${opinion.defectiveTrials}/${opinion.trials}`,
    ]),
  );
}

function rulingText(rulings: readonly Ruling[], total: number): string {
  const lines = rulings.map(({ id, image, labelRight, who, at, note, label, opinion }) => {
    const by = label.labelled === null ? 'import' : label.labelled.by;
    const ruled = `label ${labelRight ? 'right' : 'wrong'}`;
    const says = `${label.verdict} (${by}) against ${opinion.defective ? 'defective' : 'ok'} ${opinion.score.toFixed(4)} (${opinion.run})`;
    return `${id}  ${at.slice(0, 16).replace('T', ' ')}  ${who}: ${ruled}, ${image.name}: ${says}${note === '' ? '' : ` “${note}”`}\n`;
  });
  return `${countText(total, 'ruling')}.\n${lines.join('')}`;
}
