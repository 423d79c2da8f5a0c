import { importSource } from '../../services/import-service';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { importText } from '../import-text';
import { withHooks } from '../long-work';
import { withProject } from '../open-for-command';

interface ImportOptions {
  readonly format: string;
  readonly texture?: string;
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
      .option('--json', 'print one JSON object')
      .action(async (path: string, source: string, options: ImportOptions) => {
        const { format, texture = null } = options;
        const summary = await withProject(context, path, (project) =>
          withHooks(context, 'images', (hooks) =>
            importSource(project, { source, format, texture }, hooks),
          ),
        );
        context.out(options.json ? `${JSON.stringify(summary)}\n` : importText(summary));
        end(summary.cancelled ? exitCodes.interrupted : exitCodes.done);
      });
  },
};
