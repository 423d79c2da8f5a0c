import { evidenceView } from '../services/evidence-view';
import { keptEvidence, lookingModel } from '../services/evidence-service';
import { acceptProposals, rejectProposals } from '../services/proposal-decisions';
import {
  lookedAt,
  makeProposals,
  openProposals,
  proposingRuns,
} from '../services/proposal-service';
import type { TrainerParts } from '../services/trainer-job-run';
import type { CurrentProject } from './current-project';
import type { LongJobs } from './long-jobs';
import type { Handlers } from './register-handlers';
import type { ProposalRequests } from '../../src-shared/ipc/proposal-views';

/** What models propose, and what becomes of it. */
export function proposalHandlers(
  project: CurrentProject,
  jobs: LongJobs,
  trainer: TrainerParts,
): Pick<Handlers, keyof ProposalRequests> {
  return {
    'proposals.runs': () => ({ runs: proposingRuns(project.require()) }),
    'proposals.list': ({ imageId }) => ({
      proposals: openProposals(project.require(), imageId),
    }),
    'proposals.make': ({ selection, model }) => {
      const open = project.require();
      return jobs.start(async (hooks) => ({
        kind: 'proposals',
        summary: await makeProposals(open, trainer, selection, model, hooks),
      }));
    },
    'proposals.accept': ({ imageId, accepted }) =>
      acceptProposals(project.require(), imageId, accepted),
    'proposals.reject': ({ imageId, proposalIds }) =>
      rejectProposals(project.require(), imageId, proposalIds),
    'proposals.evidence': async ({ imageId, model }) => {
      const open = project.require();
      const image = lookedAt(open, imageId);
      const looking = lookingModel(open, model);
      const evidence = image === null ? null : await keptEvidence(open, looking, image.sha256);
      return {
        evidence:
          image === null || evidence === null ? null : evidenceView(looking, evidence, image),
      };
    },
  };
}
