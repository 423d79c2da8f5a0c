import { classIndex } from '../../src-shared/evaluation/confusion';
import type { CellPage, ConfusionCell } from '../../src-shared/ipc/rates-views';
import { decideRun } from './evaluation-service';
import type { OpenProject } from './project-service';
import { testDecisions } from './rates-service';
import { shownDecision } from './wrong-decisions';

/** A cell, and which of its images. */
export interface CellQuestion extends ConfusionCell {
  readonly run: string;
  readonly offset: number;
  readonly limit: number;
}

/**
 * The test images of a labelled class that a run decided as a class, lowest score first, all finished trials together.
 * Counts a look at the test sides.
 *
 * @throws ExpectedFailure `not-found` without such a run, `not-ready` without a finished trial.
 */
export async function confusionCell(
  project: OpenProject,
  { run: id, labelled, decided, offset, limit }: CellQuestion,
): Promise<CellPage> {
  const decidedRun = await decideRun(project, id);
  const { run, textures } = decidedRun;
  const found = testDecisions(decidedRun)
    .filter(
      ({ label }) =>
        classIndex(label.texture, label.defective) === labelled &&
        classIndex(label.predictedTexture, label.predictedDefective) === decided,
    )
    .sort((one, other) => one.decision.score - other.decision.score);
  return {
    total: found.length,
    offset,
    images: found
      .slice(offset, offset + limit)
      .map((decision) => shownDecision(decision, run.plan, textures)),
  };
}
