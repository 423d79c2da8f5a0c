import type { SavedPlan } from '../../src-shared/ipc/plan-views';
import { teacherPlanSchema } from '../../src-shared/training/training-plan';
import { statement, type ReadableDatabase, type WritableDatabase } from './database';

interface PlanRow {
  name: string;
  plan: string;
  savedAt: string;
  who: string;
}

/** A plan that no longer fits its schema is a damaged row, and loud. */
function savedPlan(row: PlanRow): SavedPlan {
  return { ...row, plan: teacherPlanSchema.parse(JSON.parse(row.plan)) };
}

/** All saved plans by name. */
export function listSavedPlans(database: ReadableDatabase): readonly SavedPlan[] {
  return statement<[], PlanRow>(
    database,
    'SELECT name, plan, saved_at AS savedAt, who FROM saved_plans ORDER BY name',
  )
    .all()
    .map(savedPlan);
}

/** One plan by its name, or null. */
export function findSavedPlan(database: ReadableDatabase, name: string): SavedPlan | null {
  const row = statement<[string], PlanRow>(
    database,
    'SELECT name, plan, saved_at AS savedAt, who FROM saved_plans WHERE name = ?',
  ).get(name);
  return row === undefined ? null : savedPlan(row);
}

/** Keeps a plan; one of the same name goes. */
export function putSavedPlan(
  database: WritableDatabase,
  { name, plan, savedAt, who }: SavedPlan,
): void {
  statement<[string, string, string, string]>(
    database,
    'INSERT OR REPLACE INTO saved_plans (name, plan, saved_at, who) VALUES (?, ?, ?, ?)',
  ).run(name, JSON.stringify(plan), savedAt, who);
}

/** Returns whether there was one of that name. */
export function deleteSavedPlan(database: WritableDatabase, name: string): boolean {
  return (
    statement<[string]>(database, 'DELETE FROM saved_plans WHERE name = ?').run(name).changes > 0
  );
}
