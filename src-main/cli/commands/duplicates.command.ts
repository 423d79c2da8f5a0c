import {
  defaultHashDistance,
  largestHashDistance,
} from '../../../src-shared/dataset/perceptual-hash';
import type { DuplicateQuery, DuplicateReport } from '../../../src-shared/ipc/duplicate-views';
import { storedSplits } from '../../database/duplicate-queries';
import { countText } from '../../reports/rate-text';
import { groupDuplicates, nearDuplicates } from '../../services/near-duplicates-service';
import type { OpenProject } from '../../services/project-service';
import { withBites } from '../bite-work';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { largestSeed, wholeNumber } from '../number-option';
import { withProject } from '../open-for-command';

interface DuplicatesOptions {
  readonly splitSeed?: number;
  readonly trial: number;
  readonly distance: number;
  readonly group?: true;
  readonly all?: true;
  readonly json?: true;
}

export const duplicatesEntry: CommandEntry = {
  order: 47,
  register(program, context, end) {
    program
      .command('duplicates <project>')
      .description('images that look nearly the same, above all those that test what others train')
      .option('--split-seed <n>', 'of this stored split', wholeNumber(0, largestSeed))
      .option('--trial <n>', 'and this trial', wholeNumber(1, 1000), 1)
      .option(
        '--distance <bits>',
        'bits of 64 in which their hashes may differ',
        wholeNumber(0, largestHashDistance),
        defaultHashDistance,
      )
      .option('--group', 'put those across test and training into one group each')
      .option('--all', 'with --group: all near-duplicates')
      .option('--json', 'print one JSON object')
      .action(async (path: string, options: DuplicatesOptions) => {
        const { report, grouped } = await withProject(context, path, async (project) => {
          const query = queryOf(project, options);
          return withBites(context, async (hooks) => ({
            report: await nearDuplicates(project, query, hooks),
            grouped: options.group
              ? await groupDuplicates(project, query, options.all !== true, hooks)
              : null,
          }));
        });
        const changed = grouped?.changed ?? 0;
        context.out(
          options.json
            ? `${JSON.stringify({ ...report, grouped: changed })}\n`
            : `${duplicatesText(report)}${grouped === null ? '' : `${countText(changed, 'image')} put into groups; the next run moves them to one side.\n`}`,
        );
        end(report.cancelled ? exitCodes.interrupted : exitCodes.done);
      });
  },
};

/** The split asked for; without one, the first that is stored. */
function queryOf(
  { database }: OpenProject,
  { splitSeed, trial, distance }: DuplicatesOptions,
): DuplicateQuery {
  const [first] = storedSplits(database);
  const seed = splitSeed ?? first?.splitSeed;
  return { split: seed === undefined ? null : { splitSeed: seed, trial }, distance };
}

function duplicatesText({ images, pairs, across, shown, unreadable }: DuplicateReport): string {
  const rows = shown.map(
    ({ distance, images: [one, other] }) =>
      `  ${String(distance).padStart(2)}  ${one.name} (${one.side})  ${other.name} (${other.side})\n`,
  );
  const more = pairs > shown.length ? `  … and ${pairs - shown.length} more\n` : '';
  const unread =
    unreadable === 0 ? '' : `${countText(unreadable, 'file')} could not be read; see "verify".\n`;
  return `${countText(pairs, 'pair')} among ${countText(images, 'image')}, ${across} across test and training.\n${rows.join('')}${more}${unread}`;
}
