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
  'plans.measure' | 'plans.list' | 'plans.save' | 'plans.remove' | 'plans.export' | 'plans.import';

/** Plans that are saved in the project, and their files. */
export function planHandlers(project: CurrentProject): Pick<Handlers, PlanRequest> {
  return {
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
