import type { ChildLauncher } from '../children/child-channel';
import { importWeights, inspectWeights } from '../services/weight-import';
import { listWeightSets, removeWeightSet } from '../services/weight-library';
import { suggestedName } from '../services/weight-name';
import type { LongJobs } from './long-jobs';
import type { Handlers } from './register-handlers';

type WeightsRequest = 'weights.list' | 'weights.inspect' | 'weights.import' | 'weights.remove';

/** The sets of pretrained weights of this user; they belong to no project. */
export function weightsHandlers(
  launcher: ChildLauncher,
  jobs: LongJobs,
): Pick<Handlers, WeightsRequest> {
  return {
    'weights.list': () => listWeightSets(),
    'weights.inspect': ({ file, architecture }) =>
      jobs.start(async (hooks) => ({
        kind: 'weights-check',
        summary: {
          ...(await inspectWeights(launcher, file, architecture, hooks)),
          suggestedName: suggestedName(file),
        },
      })),
    'weights.import': (wanted) =>
      jobs.start(async (hooks) => ({
        kind: 'weights-import',
        summary: await importWeights(launcher, wanted, hooks),
      })),
    'weights.remove': ({ name }) => {
      removeWeightSet(name);
      return listWeightSets();
    },
  };
}
