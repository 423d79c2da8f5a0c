import { Option } from 'commander';
import { ruleOnDoubt } from '../../services/doubt-service';
import type { CommandEntry } from '../command-context';
import { signedBy, withNameOption } from '../declared-name';
import { exitCodes } from '../exit-code';
import { wholeNumber } from '../number-option';
import { withProject } from '../open-for-command';

interface RuleOptions {
  readonly run: string;
  readonly image: number;
  readonly label: 'right' | 'wrong';
  readonly note?: string;
  readonly by?: string;
  readonly json?: true;
}

export const ruleEntry: CommandEntry = {
  order: 76.2,
  register(program, context, end) {
    const command = program
      .command('rule <project>')
      .description('rule on an image that a run and its label disagree about')
      .requiredOption('--run <run>', 'the run')
      .requiredOption('--image <id>', 'the image', wholeNumber(1, Number.MAX_SAFE_INTEGER))
      .addOption(
        new Option('--label <ruling>', 'right: it is reviewed; wrong: it is disputed')
          .choices(['right', 'wrong'])
          .makeOptionMandatory(),
      )
      .option('--note <text>', 'why')
      .option('--json', 'print one JSON object');
    withNameOption(command).action(async (path: string, options: RuleOptions) => {
      const { run, image: imageId, label, note = '', by, json } = options;
      const ruling = await withProject(signedBy(context, by), path, (project) =>
        ruleOnDoubt(project, { run, imageId, labelRight: label === 'right', note }),
      );
      const { image, who, labelRight } = ruling;
      context.out(
        json
          ? `${JSON.stringify(ruling)}\n`
          : `${who}: the label of ${image.name} is ${labelRight ? 'right' : 'wrong'}.\n`,
      );
      end(exitCodes.done);
    });
  },
};
