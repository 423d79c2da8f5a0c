import { convergenceIteration, type AccuracyPoint } from '../../src-shared/evaluation/convergence';

/** What the choice of a model needs to know of one evaluation. */
export interface JudgedPoint extends AccuracyPoint {
  /** Of the image decisions, smaller is better; null without images. */
  readonly loss: number | null;
}

/**
 * The best evaluation so far: smallest loss, then highest accuracy, then earliest; null without any image. Validation
 * is a tenth of a small project: of many evaluations one is soon lucky in accuracy by an image or two, while the loss
 * weighs how sure every image was.
 */
export function bestPoint<P extends JudgedPoint>(points: readonly P[]): P | null {
  return points.reduce<P | null>(
    (best, point) =>
      point.accuracy !== null && (best === null || isBetter(point, best)) ? point : best,
    null,
  );
}

function isBetter(point: JudgedPoint, best: JudgedPoint): boolean {
  const [loss, bestLoss] = [point.loss ?? Infinity, best.loss ?? Infinity];
  return loss === bestLoss ? (point.accuracy ?? -1) > (best.accuracy ?? -1) : loss < bestLoss;
}

/** Whether as many evaluations as the patience have passed without progress. */
export function patienceIsOver(points: readonly JudgedPoint[], patience: number | null): boolean {
  const best = bestPoint(points);
  if (patience === null || best === null) {
    return false;
  }
  return points.length - 1 - points.indexOf(best) >= patience;
}

/**
 * Iterations whose weights may still turn out to be those of convergence (protocol.md, Teacher), so that only few
 * models have to be kept: whatever the final level, an evaluation is out once later ones lie further apart than twice
 * the tolerance, and it cannot be the first where the one before it had the same accuracy.
 *
 * @param imageCount images an evaluation decides, ≥ 1
 */
export function possibleConvergences(
  points: readonly AccuracyPoint[],
  imageCount: number,
): readonly number[] {
  const tolerance = Math.max(0.001, 1 / imageCount) + 1e-9;
  const rated = points.flatMap(({ iteration, accuracy }) =>
    accuracy === null ? [] : [{ iteration, accuracy }],
  );
  const possible: number[] = [];
  let lowest = Infinity;
  let highest = -Infinity;
  for (let at = rated.length - 1; at >= 0; at -= 1) {
    const point = rated[at];
    if (point === undefined) {
      break;
    }
    lowest = Math.min(lowest, point.accuracy);
    highest = Math.max(highest, point.accuracy);
    if (highest - lowest > 2 * tolerance) {
      break;
    }
    if (rated[at - 1]?.accuracy !== point.accuracy) {
      possible.unshift(point.iteration);
    }
  }
  return possible;
}

/** How a trial chooses the iteration whose weights become its model. */
export type ModelRule = 'best-on-validation' | 'convergence-on-test';

/** Iterations whose weights must be kept after these evaluations. */
export function iterationsToKeep(
  rule: ModelRule,
  points: readonly JudgedPoint[],
  imageCount: number,
): readonly number[] {
  if (rule === 'convergence-on-test') {
    return possibleConvergences(points, imageCount);
  }
  const best = bestPoint(points);
  return best === null ? [] : [best.iteration];
}

/** The iteration whose weights become the model; null where no evaluation had an image: the last weights then. */
export function chosenIteration(
  rule: ModelRule,
  points: readonly JudgedPoint[],
  imageCount: number,
): number | null {
  return rule === 'convergence-on-test'
    ? convergenceIteration(points, imageCount)
    : (bestPoint(points)?.iteration ?? null);
}
