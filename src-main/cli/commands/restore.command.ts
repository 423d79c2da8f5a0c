import { restoreProject } from '../../services/restore-service';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { projectDeps } from '../open-for-command';

interface RestoreOptions {
  readonly from?: string;
  readonly json?: true;
}

export const restoreEntry: CommandEntry = {
  order: 97,
  register(program, context, end) {
    program
      .command('restore <project>')
      .description('put a backup in the place of the database, which is kept')
      .option('--from <file>', 'this backup; otherwise the newest good one')
      .option('--json', 'print one JSON object')
      .action(async (path: string, { from, json }: RestoreOptions) => {
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
