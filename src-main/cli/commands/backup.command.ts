import { bytesText } from '../../../src-shared/format/bytes-text';
import { backupViews, backUpNow } from '../../services/backup-views';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { withProject } from '../open-for-command';

export const backupEntry: CommandEntry = {
  order: 96,
  register(program, context, end) {
    program
      .command('backup <project>')
      .description("copy the project's database into its backups, and check the copy")
      .option('--list', 'list the backups there are, newest first, and make none')
      .option('--json', 'print one JSON object')
      .action(async (path: string, { list, json }: { list?: true; json?: true }) => {
        if (list) {
          const backups = backupViews(path);
          context.out(
            json
              ? `${JSON.stringify({ backups })}\n`
              : backups.map(({ file, bytes }) => `${file}  ${bytesText(bytes)}\n`).join(''),
          );
          end(exitCodes.done);
          return;
        }
        const { sqliteBinding } = context.parts();
        const made = await withProject(context, path, (project) => {
          const { folder, database, readOnly, now } = project;
          return backUpNow({ folder, database, readOnly, now, sqliteBinding });
        });
        const { file, number, at, schema, events } = made;
        context.out(
          json ? `${JSON.stringify({ backup: file, number, at, schema, events })}\n` : `${file}\n`,
        );
        end(exitCodes.done);
      });
  },
};
