import type { TestLooks } from '../../src-shared/ipc/test-look-views';
import { insertTestLook, lastTestLook, testLookCounts } from '../database/test-look-queries';
import { inTransaction } from '../database/sqlite-failure';
import type { OpenProject } from './project-service';

/** Looks at one run nearer to each other than this are one: a view that is asked for again, a report saved from it. */
export const oneLookMs = 60_000;

/**
 * Counts that somebody sees the test rates of a run's trials; call it wherever these go out. Where nothing can be
 * written nothing is counted.
 */
export function countTestLook(
  project: OpenProject,
  run: { readonly id: string; readonly splitSeed: number },
  trials: readonly number[],
): void {
  const { database, author: who } = project;
  if (project.readOnly || trials.length === 0) return;
  const now = project.now();
  const last = lastTestLook(database, run.id);
  // A clock that was set back makes a look too many, never one too few.
  const since = last === null ? Number.POSITIVE_INFINITY : now.getTime() - Date.parse(last);
  if (since >= 0 && since < oneLookMs) return;
  inTransaction(database, () => {
    for (const trial of trials) {
      const at = now.toISOString();
      insertTestLook(database, { at, who, run: run.id, splitSeed: run.splitSeed, trial });
    }
  });
}

/** How often the test sides of a split seed's trials were looked at, through whatever run. */
export function testLooksOf(
  { database }: OpenProject,
  splitSeed: number,
  trials: readonly number[],
): readonly TestLooks[] {
  const counts = testLookCounts(database).filter((row) => row.splitSeed === splitSeed);
  return trials.map((trial) => ({
    splitSeed,
    trial,
    looks: counts.find((row) => row.trial === trial)?.looks ?? 0,
  }));
}
