import { protocolRule, type DecisionRule } from '../../src-shared/deployment/ruled-decision';
import type { LineExpectation } from '../../src-shared/evaluation/threshold';
import type { RunThresholds } from '../../src-shared/ipc/rates-views';
import type { ReadableDatabase, WritableDatabase } from './database';

/** The thresholds that a run carries; null where it has none. */
export function readThresholds(database: ReadableDatabase, seq: number): RunThresholds | null {
  const row = database
    .prepare<[number], Omit<RunThresholds, 'expectation'> & { expectation: string }>(
      'SELECT lower, upper, placed, expectation, at, who FROM run_thresholds WHERE run_seq = ?',
    )
    .get(seq);
  if (row === undefined) return null;
  // Written by writeThresholds from the same type.
  return { ...row, expectation: JSON.parse(row.expectation) as LineExpectation };
}

/** Replaces the thresholds of a run; null takes them away. */
export function writeThresholds(
  database: WritableDatabase,
  seq: number,
  thresholds: RunThresholds | null,
): void {
  if (thresholds === null) {
    database.prepare('DELETE FROM run_thresholds WHERE run_seq = ?').run(seq);
    return;
  }
  const { lower, upper, placed, expectation, at, who } = thresholds;
  database
    .prepare('INSERT OR REPLACE INTO run_thresholds VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(seq, lower, upper, placed, JSON.stringify(expectation), at, who);
}

/** How a run decides in use: by the thresholds that it carries, else by the protocol's rule. */
export function decisionRule(database: ReadableDatabase, seq: number): DecisionRule {
  const thresholds = readThresholds(database, seq);
  if (thresholds === null) return protocolRule;
  return { kind: 'thresholds', lower: thresholds.lower, upper: thresholds.upper };
}
