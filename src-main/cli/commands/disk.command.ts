import { Option } from 'commander';
import { cleanKinds, type CleanKind, type DiskUse } from '../../../src-shared/ipc/disk-views';
import { bytesText } from '../../../src-shared/format/bytes-text';
import { countText } from '../../reports/rate-text';
import { cleanUp, diskUse } from '../../services/disk-service';
import { withBites } from '../bite-work';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { withProject } from '../open-for-command';
import { textTable } from '../text-table';

/** What is lost with each, said before. */
const losses: Readonly<Record<CleanKind, string>> = {
  'spent-checkpoints': 'nothing: these runs, or trials, are done',
  'stopped-checkpoints': 'runs that were stopped can only begin anew',
  caches: 'time: a later student, or a run that is resumed, computes them again',
  evaluations: 'what done runs decided at each evaluation; reports of the final models stay',
  thumbnails: 'nothing: they are made again when looked at',
  orphans:
    'files that no image and no run of this project has, e.g. imported after a backup that was restored',
};

export const diskEntry: CommandEntry = {
  order: 48,
  register(program, context, end) {
    program
      .command('disk <project>')
      .description('what a project takes of the disk, and what could be removed')
      .addOption(
        new Option(
          '--clean <kinds...>',
          'remove this; without --yes only say what is lost',
        ).choices(cleanKinds),
      )
      .option('--yes', 'do it: it cannot be undone')
      .option('--json', 'print one JSON object')
      .action(
        async (
          path: string,
          options: {
            readonly clean?: readonly CleanKind[];
            readonly yes?: true;
            readonly json?: true;
          },
        ) => {
          const kinds = options.clean ?? [];
          const { use, cleaned } = await withProject(context, path, async (project) => {
            const before = await diskUse(project);
            const summary =
              kinds.length > 0 && options.yes
                ? await withBites(context, (hooks) => cleanUp(project, kinds, hooks))
                : null;
            return { use: before, cleaned: summary };
          });
          if (options.json) {
            context.out(`${JSON.stringify({ ...use, cleaned })}\n`);
          } else {
            context.out(kinds.length === 0 ? useText(use) : cleanText(use, kinds));
            if (cleaned !== null) {
              context.out(
                `Removed ${countText(cleaned.files, 'file')}, ${bytesText(cleaned.bytes)}.\n`,
              );
            } else if (kinds.length > 0) {
              context.out('Nothing was removed; say --yes to do it.\n');
            }
          }
          end(exitCodes.done);
        },
      );
  },
};

function useText({ bytes, parts, runs, clean, excluded }: DiskUse): string {
  const lines = Object.entries(parts).map(([part, size]) => [part, bytesText(size)]);
  const table = textTable(
    [
      { title: 'part', align: 'left' },
      { title: 'size', align: 'right' },
    ],
    [...lines, ['all', bytesText(bytes)]],
  );
  const runTable = textTable(
    [
      { title: 'run', align: 'left' },
      { title: 'state', align: 'left' },
      ...(['all', 'models', 'checkpoints', 'caches', 'pixels', 'evaluations'] as const).map(
        (title) => ({
          title,
          align: 'right' as const,
        }),
      ),
    ],
    runs.map((run) => [
      run.run,
      run.state,
      ...[run.bytes, run.models, run.checkpoints, run.caches, run.pixels, run.evaluations].map(
        bytesText,
      ),
    ]),
  );
  const left = excluded === 0 ? '' : `  excluded images  ${bytesText(excluded)}; see "purge"\n`;
  return `${table}\n${runs.length === 0 ? '' : `\n${runTable}\n`}\nCould be removed with --clean:\n${cleanText({ clean }, cleanKinds)}${left}`;
}

function cleanText({ clean }: Pick<DiskUse, 'clean'>, kinds: readonly CleanKind[]): string {
  return kinds
    .map((kind) => {
      const { files, bytes } = clean[kind];
      return `  ${kind}  ${countText(files, 'file')}, ${bytesText(bytes)}; lost: ${losses[kind]}\n`;
    })
    .join('');
}
