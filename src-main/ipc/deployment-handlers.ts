import { exportModel } from '../deployment/export-model';
import type { CurrentProject } from './current-project';
import type { LongJobs } from './long-jobs';
import type { Handlers } from './register-handlers';

/** What carries trained models out of a project. */
export function deploymentHandlers(
  project: CurrentProject,
  jobs: LongJobs,
): Pick<Handlers, 'models.export'> {
  return {
    'models.export': (request) => {
      const open = project.require();
      return jobs.start(async (hooks) => ({
        kind: 'model-export',
        summary: await exportModel(open, request, hooks),
      }));
    },
  };
}
