import { accuracyCurve, curveSide } from '../../src-shared/evaluation/evaluation-curves';
import { meanAndError } from '../../src-shared/evaluation/trial-summary';
import type { ComparedRun } from '../../src-shared/ipc/comparison-views';
import { listStarts } from '../database/run-page-queries';
import { runSummary } from '../database/run-queries';
import { listEvaluations, listTrials } from '../database/run-result-queries';
import type { OpenProject } from './project-service';
import { countTestLook } from './test-look-service';
import { storedRun } from './stored-run';

/**
 * Puts runs side by side: the means over their finished trials, and their curves, also of runs under way. A curve of
 * the test side counts as a look at it.
 *
 * @param ids in the order in which they come back.
 * @throws ExpectedFailure `not-found`
 */
export function compareRuns(project: OpenProject, ids: readonly string[]): readonly ComparedRun[] {
  return ids.map((id) => comparedRun(project, id));
}

function comparedRun(project: OpenProject, id: string): ComparedRun {
  const { database } = project;
  const run = storedRun(database, id);
  const evaluations = listEvaluations(database, run.seq);
  const side = curveSide(evaluations);
  const shown = evaluations.filter((evaluation) => evaluation.side === side);
  if (side === 'test') {
    const trials = [...new Set(shown.map(({ trial }) => trial))];
    countTestLook(project, { id, splitSeed: run.plan.splitSeed }, trials);
  }
  const trials = listTrials(database, run.seq);
  const starts = listStarts(database, run.seq);
  return {
    run: runSummary(run),
    accuracy: meanAndError(trials.map(({ accuracy }) => accuracy)),
    convergence: meanAndError(trials.map(({ convergence }) => convergence)),
    side,
    curve: accuracyCurve(shown),
    workedSeconds:
      starts.length === 0 ? null : starts.reduce((sum, start) => sum + start.workedSeconds, 0),
  };
}
