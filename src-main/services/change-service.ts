import {
  decisionChange,
  decisionChanges,
  type DecisionChange,
} from '../../src-shared/evaluation/decision-changes';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import {
  mostChanges,
  type ChangedImage,
  type RunChanges,
} from '../../src-shared/ipc/choosing-views';
import type { OpenProject } from './project-service';
import { storedRun } from './stored-run';
import { modelAnswer, namedDecision, sharedTrials, twiceDecided } from './twice-decided';

/**
 * What the second of two runs decides otherwise than the first, on the images that are test images of both in a trial of
 * the same number. Counts a look at their test sides.
 *
 * @throws ExpectedFailure `not-found`; `not-ready` where they have finished no trial of the same number; `wrong-use` for
 *   a run with itself, or where they have no test image in common.
 */
export async function runChanges(
  project: OpenProject,
  before: string,
  after: string,
): Promise<RunChanges> {
  const { database } = project;
  const [first, second] = [storedRun(database, before), storedRun(database, after)];
  if (before === after) {
    throw new ExpectedFailure('wrong-use', `Run ${before} is the same as itself; name two runs.`);
  }
  const trials: number[] = [];
  const changed: ChangedImage[] = [];
  const sums = { images: 0, onlyBefore: 0, onlyAfter: 0, relabelled: 0 };
  for await (const shared of sharedTrials(project, first, second)) {
    const { trial, pairs, textures } = shared;
    trials.push(trial);
    sums.images += pairs.length;
    sums.onlyBefore += shared.onlyFirst;
    sums.onlyAfter += shared.onlySecond;
    sums.relabelled += shared.relabelled;
    for (const [one, other] of pairs) {
      const image = twiceDecided(trial, one, textures[0]);
      const answers = {
        before: modelAnswer(one, textures[0]),
        after: modelAnswer(other, textures[1]),
      };
      const change = decisionChange(
        namedDecision(image, answers.before),
        namedDecision(image, answers.after),
      );
      if (change !== null) changed.push({ ...image, change, ...answers });
    }
  }
  if (sums.images === 0) {
    throw new ExpectedFailure(
      'wrong-use',
      `Runs ${before} and ${after} have no test image in common that is labelled alike in both, so nothing can be compared.`,
      'Compare runs of the same split seed.',
    );
  }
  return {
    ...{ before, after, trials, ...sums },
    counts: countedChanges(changed),
    shown: [...changed].sort(byKindAndName).slice(0, mostChanges),
  };
}

function countedChanges(changed: readonly ChangedImage[]): RunChanges['counts'] {
  const count = (kind: DecisionChange): number =>
    changed.filter(({ change }) => change === kind).length;
  return {
    'newly-missed': count('newly-missed'),
    'new-alarm': count('new-alarm'),
    'texture-lost': count('texture-lost'),
    'newly-caught': count('newly-caught'),
    'alarm-gone': count('alarm-gone'),
    'texture-found': count('texture-found'),
  };
}

function byKindAndName(one: ChangedImage, other: ChangedImage): number {
  const place = ({ change }: ChangedImage): number => decisionChanges.indexOf(change);
  if (place(one) !== place(other)) return place(one) - place(other);
  if (one.name !== other.name) return one.name < other.name ? -1 : 1;
  return one.trial - other.trial;
}
