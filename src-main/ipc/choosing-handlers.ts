import type { ChoosingRequests } from '../../src-shared/ipc/choosing-requests';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { runChanges } from '../services/change-service';
import { choosingView, testFigures } from '../services/choosing-service';
import { compareRuns } from '../services/comparison-service';
import { disagreements } from '../services/disagreement-service';
import { setFloors } from '../services/floor-service';
import { networkSizes, timeNetworks } from '../services/network-size-service';
import {
  checkCandidate,
  promote,
  releaseState,
  returnToPrevious,
} from '../services/release-service';
import type { SettingsStore } from '../settings/settings-store';
import type { CurrentProject } from './current-project';
import type { Handlers } from './register-handlers';

/** Comparing runs, choosing a student, and releasing a model. */
export function choosingHandlers(
  project: CurrentProject,
  settings: SettingsStore,
): Pick<Handlers, keyof ChoosingRequests> {
  /** The name of the system's user is nobody's declaration. */
  const refuseNameless = (): void => {
    if (settings.current().author === null) {
      throw new ExpectedFailure(
        'wrong-use',
        'A release is a named supervisor’s, and nobody has given a name here; nothing was changed.',
        'Say your name first.',
      );
    }
  };
  return {
    'runs.compare': ({ runs }) => ({ runs: compareRuns(project.require(), runs) }),
    'students.sizes': async ({ teacher }) => ({
      networks: await networkSizes(project.require(), teacher),
    }),
    'students.time': async ({ teacher }) => {
      const { trainerParts, activeRun } = project.runs();
      return {
        networks: await timeNetworks(project.require(), teacher, trainerParts, activeRun),
      };
    },
    'choosing.get': ({ teacher }) => choosingView(project.require(), teacher),
    'choosing.test': ({ run }) => testFigures(project.require(), run),
    'floors.set': ({ floors }) => ({ floors: setFloors(project.require(), floors) }),
    'releases.get': () => releaseState(project.require()),
    'releases.check': (model) => checkCandidate(project.require(), model),
    'releases.promote': ({ run, trial, reason }) => {
      refuseNameless();
      return promote(project.require(), { run, trial }, reason);
    },
    'releases.back': ({ reason }) => {
      refuseNameless();
      return returnToPrevious(project.require(), reason);
    },
    'runs.disagreements': ({ run, limit }) => disagreements(project.require(), run, limit),
    'runs.changes': ({ before, after }) => runChanges(project.require(), before, after),
  };
}
