import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import type { GroupNaming } from '../../../src-shared/dataset/import-corrections';
import { countText } from '../../reports/rate-text';
import { groupImages, previewGroups } from '../../services/group-images-service';
import { withBites } from '../bite-work';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { withProject } from '../open-for-command';
import { selectionOf, withSelectionOptions, type SelectionOptions } from '../selection-options';

interface GroupOptions extends SelectionOptions {
  readonly pattern?: string;
  readonly csv?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

export const groupEntry: CommandEntry = {
  order: 43,
  register(program, context, end) {
    const command = program
      .command('group <project>')
      .description('put images into groups by their names; a group shares a side of every split');
    withSelectionOptions(command)
      .option('--pattern <regex>', 'its part in brackets is the group, e.g. "lot(\\d+)"')
      .option('--csv <file>', 'a table with the columns image and group')
      .option('--dry-run', 'only say which groups come of it')
      .option('--json', 'print one JSON object')
      .action(async (path: string, options: GroupOptions) => {
        const naming = namingOf(options);
        const { preview, summary } = await withProject(context, path, async (project) => {
          const selection = selectionOf(project, options);
          return {
            preview: await previewGroups(project, selection, naming),
            summary: options.dryRun
              ? null
              : await withBites(context, (hooks) => groupImages(project, selection, naming, hooks)),
          };
        });
        const { examples, ...counts } = preview;
        if (options.json) {
          const result = { ...counts, changed: summary?.changed ?? 0, dryRun: summary === null };
          context.out(`${JSON.stringify(result)}\n`);
        } else {
          const rows = options.dryRun
            ? examples.map(({ name, group }) => `  ${name}: ${group ?? 'no group'}\n`)
            : [];
          const unused =
            counts.unusedRows === 0
              ? ''
              : ` ${countText(counts.unusedRows, 'row')} of the table name no image.`;
          context.out(
            `${counts.grouped} of ${countText(counts.images, 'image')} in ${countText(counts.groups, 'group')}; ${summary?.changed ?? 0} changed.${unused}\n${rows.join('')}`,
          );
        }
        end(summary?.cancelled === true ? exitCodes.interrupted : exitCodes.done);
      });
  },
};

function namingOf({ pattern, csv }: GroupOptions): GroupNaming {
  if (pattern !== undefined && csv === undefined) return { kind: 'pattern', pattern };
  if (csv !== undefined && pattern === undefined) return { kind: 'csv', file: csv };
  throw new ExpectedFailure('wrong-use', 'Say how groups are named: --pattern or --csv.');
}
