import type { RunDetail, RunProgress } from '../../src-shared/ipc/run-views';
import { runSummary, type StoredRun } from '../database/run-queries';
import { listEvaluations, listSteps, readLog } from '../database/run-result-queries';
import { sideCounts, snapshotTextures } from '../database/snapshot-queries';
import type { OpenProject } from './project-service';
import { countTestLook } from './test-look-service';
import { runWeights } from './run-weights';

/** Lines of the log that are shown. */
const logLines = 500;

/**
 * Everything that the window shows of one run. Evaluations on test images count as a look at them.
 *
 * @param progress live figures where a trainer works on it
 */
export function runDetail(
  project: OpenProject,
  run: StoredRun,
  progress: RunProgress | null,
): RunDetail {
  const { database } = project;
  const evaluations = listEvaluations(database, run.seq);
  const tested = evaluations.filter(({ side }) => side === 'test').map(({ trial }) => trial);
  const { id } = run;
  countTestLook(project, { id, splitSeed: run.plan.splitSeed }, [...new Set(tested)]);
  return {
    ...runSummary(run),
    progress,
    steps: listSteps(database, run.seq),
    evaluations,
    textures: snapshotTextures(database, run.seq),
    sideCounts: sideCounts(database, run.seq),
    snapshotHash: run.snapshotHash ?? '',
    weights: runWeights(project.folder, run.id),
    log: readLog(database, run.seq, logLines),
  };
}
