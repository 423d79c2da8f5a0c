import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { backUp, checkBackup } from '../../services/backup-service';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { withProject } from '../open-for-command';

export const backupEntry: CommandEntry = {
  order: 96,
  register(program, context, end) {
    program
      .command('backup <project>')
      .description("copy the project's database into its backups, and check the copy")
      .option('--json', 'print one JSON object')
      .action(async (path: string, { json }: { json?: true }) => {
        const { sqliteBinding } = context.parts();
        const { file, number, at, schema } = await withProject(context, path, (project) => {
          const { folder, database, readOnly, now } = project;
          if (readOnly) {
            throw new ExpectedFailure(
              'read-only',
              `${folder} can only be read; no backup was made.`,
              'Copy the whole folder instead.',
            );
          }
          return backUp({ folder, database, now, sqliteBinding });
        });
        const check = checkBackup(file, sqliteBinding);
        if (check.kind === 'bad') {
          throw new ExpectedFailure(
            'project-damaged',
            `The backup ${file} ${check.reason}: the database itself is damaged.`,
            'Run verify, and restore an older backup.',
          );
        }
        const { events } = check;
        context.out(
          json
            ? `${JSON.stringify({ backup: file, number, at: at.toISOString(), schema, events })}\n`
            : `${file}\n`,
        );
        end(exitCodes.done);
      });
  },
};
