import { Option } from 'commander';
import { conflictRules, importArchive, type ConflictRule } from '../../exchange/import-archive';
import { countText } from '../../reports/rate-text';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { withHooks } from '../long-work';
import { collect } from '../number-option';
import { withProject } from '../open-for-command';

interface ImportArchiveOptions {
  readonly conflicts: ConflictRule;
  readonly theirs: readonly string[];
  readonly json?: true;
}

export const importArchiveEntry: CommandEntry = {
  order: 99,
  register(program, context, end) {
    program
      .command('import-archive <project> <file>')
      .description('take over an archive of export-project, after verifying all of it')
      .addOption(
        new Option('--conflicts <rule>', 'whose label stays where both sides label an image')
          .choices(conflictRules)
          .default('list', 'list: import nothing, and name them'),
      )
      .option(
        '--theirs <sha256>',
        "take the archive's label of this image; may be repeated",
        collect,
        [],
      )
      .option('--json', 'print one JSON object')
      .action(async (path: string, file: string, options: ImportArchiveOptions) => {
        const { conflicts, theirs } = options;
        const summary = await withProject(context, path, (project) =>
          withHooks(context, 'images', (hooks) =>
            importArchive(project, { file, conflicts, theirs }, hooks),
          ),
        );
        if (options.json) {
          context.out(`${JSON.stringify(summary)}\n`);
        } else {
          context.out(
            [
              summary.imported
                ? `${countText(summary.added, 'image')} added with ${countText(summary.ellipses, 'ellipse')}, ${summary.known} known before.`
                : 'Nothing was imported: choose with --conflicts mine or theirs, or --theirs for single images.',
              ...summary.conflicts.map(
                (conflict) =>
                  `  ${conflict.image} (${conflict.sha256}): mine ${conflict.mine}; theirs ${conflict.theirs}${conflict.kept === null ? '' : `; ${conflict.kept} stands`}`,
              ),
              '',
            ].join('\n'),
          );
        }
        end(summary.imported ? exitCodes.done : exitCodes.badInput);
      });
  },
};
