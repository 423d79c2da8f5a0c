import { decideImage } from '../../src-shared/evaluation/image-decision';
import type { ImageFilter } from '../../src-shared/ipc/views';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import {
  forgetOpinions,
  gatheredTrials,
  insertOpinion,
  logitsAfter,
  markGathered,
  type RunOpinion,
} from '../database/opinion-queries';
import type { StoredRun } from '../database/run-queries';
import { decodeLogits, listTrials } from '../database/run-result-queries';
import { snapshotTextures } from '../database/snapshot-queries';
import { inTransaction } from '../database/sqlite-failure';
import type { OpenProject } from './project-service';
import { refuseReadOnly } from './refuse-read-only';
import { storedRun } from './stored-run';
import { countTestLook } from './test-look-service';
import { breathe } from './work-in-bites';

/** Images decided, or rows written, between two breaths of the loop. */
const bite = 200;

/** One image's votes while a run's opinions are gathered. */
interface Votes {
  trials: number;
  defective: number;
  scores: number;
}

/** One gathering a project at a time; who asks meanwhile waits for it. */
const underWay = new WeakMap<object, Promise<unknown>>();

/**
 * What a run decided about the images that it had not trained on, ready to be asked for: gathered from its kept logits the
 * first time, and again when more of its trials are done. An image is judged in every trial that held it out (as test or
 * validation image): defective where most of these trials say so, with the mean of their scores. Showing this shows test
 * decisions, so it counts as a look at the test sides.
 *
 * @returns the run.
 * @throws ExpectedFailure `not-found` without such a run; `not-ready` without a finished trial; `read-only` where they
 *   would have to be gathered and nothing can be written.
 */
export async function gatherOpinions(project: OpenProject, id: string): Promise<StoredRun> {
  const { database } = project;
  const run = storedRun(database, id);
  const trials = listTrials(database, run.seq).map(({ trial }) => trial);
  if (trials.length === 0) {
    throw new ExpectedFailure(
      'not-ready',
      `Run ${id} has no finished trial yet; it is ${run.state}.`,
      'Wait until a trial is done, or choose another run.',
    );
  }
  while (gatheredTrials(database, run.seq) !== trials.length) {
    refuseReadOnly(project, 'what the run decided was not gathered');
    const before = underWay.get(database);
    if (before === undefined) {
      const gathering = gather(project, run, trials).finally(() => underWay.delete(database));
      underWay.set(database, gathering);
      await gathering;
    } else {
      await before.catch(() => undefined);
    }
  }
  countTestLook(project, { id, splitSeed: run.plan.splitSeed }, trials);
  return run;
}

/** Gathers what a filter asks for of a run's decisions, where it asks. @throws as {@link gatherOpinions} */
export async function readyForFilter(project: OpenProject, filter: ImageFilter): Promise<void> {
  const run = filter.decision?.run;
  if (run !== undefined) await gatherOpinions(project, run);
}

async function gather(
  { database }: OpenProject,
  { seq }: StoredRun,
  trials: readonly number[],
): Promise<void> {
  const classes = 2 * snapshotTextures(database, seq).length;
  const votes = new Map<number, Votes>();
  for (const trial of trials) {
    for (const side of ['validation', 'test'] as const) {
      for (let after = -1; ; await breathe()) {
        const rows = logitsAfter(database, { seq, trial, side }, after, bite);
        const last = rows.at(-1);
        if (last === undefined) break;
        for (const { imageId, logits } of rows) {
          vote(votes, imageId, decideImage(decodeLogits(logits, classes)));
        }
        after = last.position;
      }
    }
  }
  inTransaction(database, () => forgetOpinions(database, seq));
  const opinions = [...votes].map(opinion);
  for (let start = 0; start < opinions.length; start += bite) {
    inTransaction(database, () => {
      for (const one of opinions.slice(start, start + bite)) insertOpinion(database, seq, one);
    });
    await breathe();
  }
  inTransaction(database, () => markGathered(database, seq, trials.length));
}

function vote(
  votes: Map<number, Votes>,
  imageId: number,
  { defective, score }: { readonly defective: boolean; readonly score: number },
): void {
  const known = votes.get(imageId) ?? { trials: 0, defective: 0, scores: 0 };
  known.trials += 1;
  known.defective += defective ? 1 : 0;
  known.scores += score;
  votes.set(imageId, known);
}

function opinion([imageId, { trials, defective, scores }]: [number, Votes]): RunOpinion {
  const score = Math.min(1, scores / trials);
  const isTied = 2 * defective === trials;
  return {
    imageId,
    trials,
    defectiveTrials: defective,
    defective: isTied ? score >= 0.5 : 2 * defective > trials,
    score,
  };
}
