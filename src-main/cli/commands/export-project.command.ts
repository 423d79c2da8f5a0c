import { Option } from 'commander';
import { verdicts, type Verdict } from '../../../src-shared/dataset/label';
import { exportProject } from '../../exchange/export-project';
import { countText } from '../../reports/rate-text';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { withHooks } from '../long-work';
import { wholeNumber } from '../number-option';
import { withProject } from '../open-for-command';

interface ExportOptions {
  readonly texture?: string;
  readonly verdict?: Verdict;
  readonly image: readonly number[];
  readonly json?: true;
}

const imageId = wholeNumber(1, Number.MAX_SAFE_INTEGER);

export const exportProjectEntry: CommandEntry = {
  order: 98,
  register(program, context, end) {
    program
      .command('export-project <project> <file>')
      .description('write images and labels into one archive, which import-archive reads')
      .option('--texture <name>', 'only images of this texture')
      .addOption(
        new Option('--verdict <verdict>', 'only images with this verdict').choices(verdicts),
      )
      .option(
        '--image <id>',
        'only this image; may be repeated',
        (text: string, before: readonly number[]) => [...before, imageId(text)],
        [],
      )
      .option('--json', 'print one JSON object')
      .action(async (path: string, file: string, options: ExportOptions) => {
        const { texture = null, verdict = null, image } = options;
        const images = image.length === 0 ? null : image;
        const summary = await withProject(context, path, (project) =>
          withHooks(context, 'images', (hooks) =>
            exportProject(project, file, { texture, verdict, images }, hooks),
          ),
        );
        context.out(
          options.json
            ? `${JSON.stringify(summary)}\n`
            : `${summary.file}: ${countText(summary.images, 'image')} with ${countText(summary.ellipses, 'ellipse')}.\n`,
        );
        end(exitCodes.done);
      });
  },
};
