import { decideAlike } from '../../src-shared/evaluation/decision-changes';
import { logitGap } from '../../src-shared/evaluation/logit-gap';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { Disagreement, Disagreements } from '../../src-shared/ipc/choosing-views';
import { snapshotTextures } from '../database/snapshot-queries';
import type { OpenProject } from './project-service';
import { storedRun } from './stored-run';
import type { TestedImage } from './trial-tests';
import { modelAnswer, namedDecision, sharedTrials, twiceDecided } from './twice-decided';

/**
 * The test images on which a student disagrees with its teacher, all trials together: those that they decide differently
 * first, then by the gap between their logits, widest first. Counts a look at the test sides.
 *
 * @param limit how many are handed out; all are counted.
 * @throws ExpectedFailure `not-found`; `wrong-use` where the run is no student, `not-ready` without a finished trial.
 */
export async function disagreements(
  project: OpenProject,
  id: string,
  limit: number,
): Promise<Disagreements> {
  const { database } = project;
  const run = storedRun(database, id);
  if (run.teacherRun === null) {
    throw new ExpectedFailure('wrong-use', `Run ${id} is no student; name one.`);
  }
  const teacher = storedRun(database, run.teacherRun);
  const textures = snapshotTextures(database, run.seq);
  const found: Disagreement[] = [];
  for await (const { trial, pairs, textures: names } of sharedTrials(project, run, teacher)) {
    if (names[0].join('\n') !== names[1].join('\n')) {
      throw new Error(`Run ${id} does not have the classes of its teacher.`);
    }
    for (const pair of pairs) found.push(disagreement(trial, textures, pair));
  }
  found.sort((one, other) => Number(other.differ) - Number(one.differ) || other.gap - one.gap);
  return {
    ...{ run: id, teacher: teacher.id, textures },
    images: found.length,
    differing: found.filter(({ differ }) => differ).length,
    shown: found.slice(0, limit),
  };
}

function disagreement(
  trial: number,
  textures: readonly string[],
  [own, teachers]: readonly [TestedImage, TestedImage],
): Disagreement {
  const image = twiceDecided(trial, own, textures);
  const student = modelAnswer(own, textures);
  const teacher = modelAnswer(teachers, textures);
  const { gap, patch } = logitGap(teachers.logits, own.logits);
  return {
    ...{ ...image, teacher, student, gap, patch },
    differ: !decideAlike(namedDecision(image, student), namedDecision(image, teacher)),
    teacherLogits: teachers.logits[patch] ?? [],
    studentLogits: own.logits[patch] ?? [],
  };
}
