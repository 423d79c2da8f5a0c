import { exportProject } from '../exchange/export-project';
import { checkArchive, importArchive } from '../exchange/import-archive';
import { chosenIds } from '../services/chosen-images';
import { exportLabels, planLabelExports } from '../services/label-export-service';
import type { CurrentProject } from './current-project';
import type { LongJobs } from './long-jobs';
import type { Handlers } from './register-handlers';

type ExchangeRequest =
  'export.plans' | 'export.labels' | 'archive.export' | 'archive.check' | 'archive.import';

/** What carries labels and images out of a project, and into it from another. */
export function exchangeHandlers(
  project: CurrentProject,
  jobs: LongJobs,
): Pick<Handlers, ExchangeRequest> {
  return {
    'export.plans': async ({ choice }) => ({
      plans: await planLabelExports(project.require(), choice),
    }),
    'export.labels': (request) => {
      const open = project.require();
      return jobs.start(async (hooks) => ({
        kind: 'label-export',
        summary: await exportLabels(open, request, hooks),
      }));
    },
    'archive.export': ({ file, choice }) => {
      const open = project.require();
      return jobs.start(async (hooks) => {
        const images = await chosenIds(open, choice);
        const chosen = { texture: null, verdict: null, images };
        return { kind: 'archive-export', summary: await exportProject(open, file, chosen, hooks) };
      });
    },
    'archive.check': ({ file }) => {
      const open = project.require();
      return jobs.start(async (hooks) => ({
        kind: 'archive-check',
        summary: await checkArchive(open, file, hooks),
      }));
    },
    'archive.import': ({ file, theirs }) => {
      const open = project.require();
      return jobs.start(async (hooks) => ({
        kind: 'archive-import',
        summary: await importArchive(open, { file, conflicts: 'mine', theirs }, hooks),
      }));
    },
  };
}
