import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { backupFile, backupViews, backUpNow } from '../services/backup-views';
import { projectSummary, type ProjectDeps } from '../services/project-service';
import { restoreCopy } from '../services/restore-copy';
import { verifyProject } from '../services/verify-service';
import type { CurrentProject } from './current-project';
import type { LongJobs } from './long-jobs';
import type { Handlers } from './register-handlers';

type SafekeepingRequest =
  'backups.list' | 'backups.make' | 'backups.restore-into' | 'project.verify';

/** Backups, checks and restoring; what is given by its number is looked up in the project's own backups. */
export function safekeepingHandlers(
  project: CurrentProject,
  jobs: LongJobs,
  deps: () => ProjectDeps,
): Pick<Handlers, SafekeepingRequest> {
  return {
    'backups.list': () => ({ backups: backupViews(project.require().folder) }),
    'backups.make': async () => {
      const { folder, database, readOnly, now } = project.require();
      const { sqliteBinding } = deps();
      return { backup: await backUpNow({ folder, database, readOnly, now, sqliteBinding }) };
    },
    'backups.restore-into': ({ number, folder }) => {
      const open = project.require();
      const file = backupFile(open.folder, number);
      return jobs.start(async (hooks) => ({
        kind: 'restore',
        summary: await restoreCopy(open.folder, file, folder, deps(), hooks),
      }));
    },
    'project.verify': () => {
      const open = project.require();
      const total = projectSummary(open).images;
      return jobs.start(async ({ onProgress, signal }) => ({
        kind: 'verify',
        summary: await verifyProject(open, (done) => {
          if (signal.cancelled) {
            throw new ExpectedFailure('cancelled', 'The check was stopped.');
          }
          onProgress({ done, total, perSecond: null, remainingSeconds: null });
        }),
      }));
    },
  };
}
