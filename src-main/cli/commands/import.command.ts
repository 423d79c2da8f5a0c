import { checkSource, importSource } from '../../services/import-service';
import type { CommandEntry } from '../command-context';
import { correctionsOf, type CorrectionOptions } from '../correction-options';
import { exitCodes } from '../exit-code';
import { checkText, importText } from '../import-text';
import { withHooks } from '../long-work';
import { collect } from '../number-option';
import { withProject } from '../open-for-command';

interface ImportOptions extends CorrectionOptions {
  readonly format: string;
  readonly texture?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

export const importEntry: CommandEntry = {
  order: 30,
  register(program, context, end) {
    program
      .command('import <project> <source>')
      .description("take over images and labels: a data set's root, one class folder, or a part")
      .option('--format <name>', 'how the source is laid out', 'auto')
      .option('--texture <name>', 'put all images under this texture')
      .option('--rename <old=new>', 'call a texture otherwise; may be repeated', collect, [])
      .option(
        '--verdict <folder=verdict>',
        'the verdict of the images in folders of this name; may be repeated',
        collect,
        [],
      )
      .option('--group-pattern <regexp>', "its part in brackets, in an image's name, is the group")
      .option('--groups <file>', 'CSV file with the columns image and group')
      .option('--dry-run', 'open every image and say what an import would do, but write nothing')
      .option('--json', 'print one JSON object')
      .action(async (path: string, source: string, options: ImportOptions) => {
        const { format, texture = null, dryRun } = options;
        const request = { source, format, texture, corrections: correctionsOf(options) };
        const work = dryRun ? checkSource : importSource;
        const summary = await withProject(context, path, (project) =>
          withHooks(context, 'images', (hooks) => work(project, request, hooks)),
        );
        const text = dryRun ? checkText(summary) : importText(summary);
        context.out(options.json ? `${JSON.stringify(summary)}\n` : text);
        end(summary.cancelled ? exitCodes.interrupted : exitCodes.done);
      });
  },
};
