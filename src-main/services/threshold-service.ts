import { placeByCost } from '../../src-shared/evaluation/threshold-placing';
import type {
  LineExpectation,
  ThresholdOutcome,
  ThresholdPair,
} from '../../src-shared/evaluation/threshold';
import { thresholdOutcome } from '../../src-shared/evaluation/threshold';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { RunThresholds, ThresholdChoice } from '../../src-shared/ipc/rates-views';
import { appendEvent } from '../database/event-queries';
import { inTransaction } from '../database/sqlite-failure';
import { readThresholds, writeThresholds } from '../database/threshold-queries';
import type { DecidedRun } from './evaluation-service';
import type { OpenProject } from './project-service';
import { labelledScores, testDecisions, validationDecisions } from './rates-service';
import { refuseReadOnly } from './refuse-read-only';
import { storedRun } from './stored-run';

/**
 * The thresholds that a run carries; null where it decides by the protocol's rule.
 *
 * @throws ExpectedFailure `not-found`
 */
export function thresholdsOf({ database }: OpenProject, run: string): RunThresholds | null {
  return readThresholds(database, storedRun(database, run).seq);
}

/**
 * Gives a run its thresholds, or takes them away, with the event in the history. By cost they are placed on the
 * validation images of all finished trials; the test side is not looked at.
 *
 * @throws ExpectedFailure `not-found`; `not-ready` where cost has no validation images of both kinds; `wrong-use` for
 *   thresholds that do not lie in 0 ≤ lower ≤ upper ≤ 1; `read-only`.
 */
export async function setThresholds(
  project: OpenProject,
  id: string,
  choice: ThresholdChoice,
): Promise<RunThresholds | null> {
  refuseReadOnly(project, 'the thresholds were not changed');
  const { database, author: who } = project;
  const { seq } = storedRun(database, id);
  const at = project.now().toISOString();
  const placed = await placedThresholds(project, id, choice);
  const next = placed === null ? null : { ...placed, at, who };
  inTransaction(database, () => {
    const before = readThresholds(database, seq);
    if (isSame(before, next)) return;
    writeThresholds(database, seq, next);
    appendEvent(database, {
      ...{ at, who, gesture: null, kind: 'run.thresholds', imageId: null },
      old: { run: id, thresholds: before },
      new: { run: id, thresholds: next },
    });
  });
  return readThresholds(database, seq);
}

async function placedThresholds(
  project: OpenProject,
  id: string,
  choice: ThresholdChoice,
): Promise<Omit<RunThresholds, 'at' | 'who'> | null> {
  if (choice.kind === 'none') return null;
  const { expectation } = choice;
  if (choice.kind === 'by-cost') {
    const pair = await costPair(project, id, expectation);
    return { ...pair, placed: 'by-cost', expectation };
  }
  const { lower, upper } = choice.pair;
  if (!(lower >= 0 && lower <= upper && upper <= 1)) {
    throw new ExpectedFailure(
      'wrong-use',
      `Thresholds lie in 0 ≤ lower ≤ upper ≤ 1, unlike ${lower} and ${upper}; nothing was changed.`,
    );
  }
  return { lower, upper, placed: 'by-hand', expectation };
}

async function costPair(
  project: OpenProject,
  id: string,
  expectation: LineExpectation,
): Promise<ThresholdPair> {
  const run = storedRun(project.database, id);
  const scores = labelledScores(await validationDecisions(project, run));
  const pair = placeByCost(scores, expectation);
  if (pair !== null) return pair;
  const defective = scores.filter((one) => one.defective).length;
  throw new ExpectedFailure(
    'not-ready',
    run.trialsDone === 0
      ? `Run ${id} has no finished trial yet; its thresholds were not changed.`
      : `Thresholds are placed by cost on validation images of both kinds, and run ${id} decided ${defective} defective and ${scores.length - defective} good ones; its thresholds were not changed.`,
    run.trialsDone === 0
      ? 'Wait until a trial is done, or resume the run.'
      : 'Train with a plan that keeps validation images of both kinds, or place the thresholds by hand.',
  );
}

function isSame(one: RunThresholds | null, other: RunThresholds | null): boolean {
  const key = (thresholds: RunThresholds | null): string =>
    JSON.stringify(thresholds === null ? null : { ...thresholds, at: '', who: '' });
  return key(one) === key(other);
}

/** What the thresholds of a run do on either side. */
export interface ThresholdReadout {
  /** Null without validation images. */
  readonly validation: ThresholdOutcome | null;
  readonly test: ThresholdOutcome;
}

/** Counts what thresholds do to the validation images they were set on and to the test images. */
export async function thresholdReadout(
  project: OpenProject,
  decided: DecidedRun,
  thresholds: RunThresholds,
): Promise<ThresholdReadout> {
  const { expectation } = thresholds;
  const validation = labelledScores(await validationDecisions(project, decided.run));
  const test = labelledScores(testDecisions(decided));
  return {
    validation:
      validation.length === 0 ? null : thresholdOutcome(validation, thresholds, expectation),
    test: thresholdOutcome(test, thresholds, expectation),
  };
}
