import type { Disagreement, Disagreements } from '../../../src-shared/ipc/choosing-views';
import { mostDisagreements } from '../../../src-shared/ipc/choosing-views';
import { disagreements } from '../../services/disagreement-service';
import { answerText } from '../changes-text';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { wholeNumber } from '../number-option';
import { withProject } from '../open-for-command';
import { textTable } from '../text-table';

interface DisagreeOptions {
  readonly run: string;
  readonly limit: number;
  readonly json?: true;
}

export const disagreeEntry: CommandEntry = {
  order: 77.8,
  register(program, context, end) {
    program
      .command('disagree <project>')
      .description('test images on which a student disagrees with its teacher, widest gap first')
      .requiredOption('--run <run>', 'a student run')
      .option('--limit <count>', 'list so many', wholeNumber(1, mostDisagreements), 50)
      .option('--json', 'print one JSON object')
      .action(async (path: string, { run, limit, json }: DisagreeOptions) => {
        const found = await withProject(context, path, (project) =>
          disagreements(project, run, limit),
        );
        context.out(json ? `${JSON.stringify(found)}\n` : textOf(found));
        end(exitCodes.done);
      });
  },
};

function textOf({ run, teacher, images, differing, shown }: Disagreements): string {
  const table = textTable(
    [
      { title: 'image', align: 'left' },
      { title: 'trial', align: 'right' },
      { title: 'label', align: 'left' },
      { title: 'teacher', align: 'left' },
      { title: 'student', align: 'left' },
      { title: 'logit gap', align: 'right' },
    ],
    shown.map(cells),
  );
  return `${run} and its teacher ${teacher} decide ${differing} of ${images} test images differently.\n\n${table}\n`;
}

function cells(one: Disagreement): readonly string[] {
  const { name, trial, texture, defective, teacher, student, gap } = one;
  const label = `${texture} ${defective ? 'defective' : 'ok'}`;
  return [name, String(trial), label, answerText(teacher), answerText(student), gap.toFixed(3)];
}
