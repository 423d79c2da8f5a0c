import { Option } from 'commander';
import {
  checkArchive,
  conflictRules,
  importArchive,
  type ConflictRule,
} from '../../exchange/import-archive';
import { countText } from '../../reports/rate-text';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { withHooks } from '../long-work';
import { collect } from '../number-option';
import { withProject } from '../open-for-command';

interface ImportArchiveOptions {
  readonly conflicts: ConflictRule;
  readonly theirs: readonly string[];
  readonly dryRun?: true;
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
      .option('--dry-run', 'verify all of it and say what it holds, but import nothing')
      .option('--json', 'print one JSON object')
      .action(async (path: string, file: string, options: ImportArchiveOptions) => {
        const { conflicts, theirs, dryRun } = options;
        const summary = await withProject(context, path, (project) =>
          withHooks(context, 'images', (hooks) =>
            dryRun
              ? checkArchive(project, file, hooks)
              : importArchive(project, { file, conflicts, theirs }, hooks),
          ),
        );
        if (options.json) {
          context.out(`${JSON.stringify(summary)}\n`);
        } else {
          context.out(
            [
              summary.imported
                ? `${countText(summary.added, 'image')} added with ${countText(summary.ellipses, 'ellipse')}, ${summary.known} known before.`
                : dryRun
                  ? `Nothing was imported. It would add ${countText(summary.added, 'image')} with ${countText(summary.ellipses, 'ellipse')}; ${summary.known} known before, ${summary.conflicts.length} labelled differently.`
                  : 'Nothing was imported: choose with --conflicts mine or theirs, or --theirs for single images.',
              ...summary.conflicts.map(
                (conflict) =>
                  `  ${conflict.image} (${conflict.sha256}): mine ${conflict.mine}; theirs ${conflict.theirs}${conflict.kept === null ? '' : `; ${conflict.kept} stands`}`,
              ),
              '',
            ].join('\n'),
          );
        }
        end(summary.imported || dryRun ? exitCodes.done : exitCodes.badInput);
      });
  },
};
