import { networkSizes, timeNetworks } from '../services/network-size-service';
import { measurePlan } from '../services/plan-time-service';
import {
  exportPlan,
  importPlan,
  removePlan,
  savedPlans,
  savePlan,
} from '../services/saved-plan-service';
import type { CurrentProject } from './current-project';
import type { Handlers } from './register-handlers';

type PlanRequest =
  | 'students.sizes'
  | 'students.time'
  | 'plans.measure'
  | 'plans.list'
  | 'plans.save'
  | 'plans.remove'
  | 'plans.export'
  | 'plans.import';

/** Plans that are saved in the project, and their files; what networks cost. */
export function planHandlers(project: CurrentProject): Pick<Handlers, PlanRequest> {
  return {
    'students.sizes': async ({ teacher }) => ({
      networks: await networkSizes(project.require(), teacher),
    }),
    'students.time': async ({ teacher }) => {
      const { trainerParts, activeRun } = project.runs();
      return {
        networks: await timeNetworks(project.require(), teacher, trainerParts, activeRun),
      };
    },
    'plans.list': () => ({ plans: savedPlans(project.require()) }),
    'plans.save': ({ name, plan, replace }) => savePlan(project.require(), { name, plan }, replace),
    'plans.remove': ({ name }) => removePlan(project.require(), name),
    'plans.export': ({ name, path }) => exportPlan(project.require(), name, path),
    'plans.measure': ({ plan }) => {
      const { trainerParts, activeRun } = project.runs();
      return measurePlan(project.require(), plan, trainerParts, activeRun);
    },
    'plans.import': ({ path, replace }) => importPlan(project.require(), path, replace),
  };
}
