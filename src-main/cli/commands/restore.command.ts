import type { RestoredCopy } from '../../../src-shared/ipc/backup-views';
import { countText } from '../../reports/rate-text';
import { restoreCopy } from '../../services/restore-copy';
import { restoreProject } from '../../services/restore-service';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { listedFiles } from '../import-text';
import { withHooks } from '../long-work';
import { projectDeps } from '../open-for-command';

interface RestoreOptions {
  readonly from?: string;
  readonly into?: string;
  readonly json?: true;
}

export const restoreEntry: CommandEntry = {
  order: 97,
  register(program, context, end) {
    program
      .command('restore <project>')
      .description('put a backup in the place of the database, which is kept')
      .option('--from <file>', 'this backup; otherwise the newest good one')
      .option('--into <folder>', 'make a new project there instead, with copies of images and runs')
      .option('--json', 'print one JSON object')
      .action(async (path: string, { from, into, json }: RestoreOptions) => {
        if (into !== undefined) {
          const copy = await withHooks(context, 'files', (hooks) =>
            restoreCopy(path, from ?? null, into, projectDeps(context), hooks),
          );
          context.out(json ? `${JSON.stringify(copy)}\n` : copyText(copy));
          end(exitCodes.done);
          return;
        }
        const restored = await restoreProject(path, from ?? null, projectDeps(context));
        if (json) {
          context.out(`${JSON.stringify(restored)}\n`);
        } else {
          const { kept, passedOver, events } = restored;
          context.out(
            [
              `${restored.from} is in place, with ${events} events of history.`,
              ...passedOver.map(({ file, reason }) => `  Passed over: ${file} ${reason}.`),
              ...(kept === null ? [] : [`The database that was there is kept as ${kept}.`]),
              'Run verify to see whether every image of it is still there.',
              '',
            ].join('\n'),
          );
        }
        end(exitCodes.done);
      });
  },
};

function copyText({ project, from, events, images, missing }: RestoredCopy): string {
  return [
    `${project} is a new project from ${from}: ${countText(images, 'image')}, ${events} events of history.`,
    ...listedFiles('Not copied', missing),
    '',
  ].join('\n');
}
