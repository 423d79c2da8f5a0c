import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { SavedPlan } from '../../src-shared/ipc/plan-views';
import {
  longestPlanName,
  planFileText,
  planNameSchema,
  readPlanText,
  type PlanFile,
} from '../../src-shared/training/plan-file';
import type { TeacherPlan } from '../../src-shared/training/training-plan';
import {
  deleteSavedPlan,
  findSavedPlan,
  listSavedPlans,
  putSavedPlan,
} from '../database/saved-plan-queries';
import { findRun } from '../database/run-queries';
import { writeDurably } from '../decoder-process/durable-file';
import type { OpenProject } from './project-service';
import { refuseReadOnly } from './refuse-read-only';
import { nameIsNone, nameIsTaken, noSuchName } from './saved-names';

/** A plan takes a kilobyte or two; nothing larger is read. */
const largestPlanFile = 2 ** 20;

/** The plans saved in a project, by name. */
export function savedPlans({ database }: OpenProject): readonly SavedPlan[] {
  return listSavedPlans(database);
}

/** @throws ExpectedFailure `not-found` */
export function requireSavedPlan({ database }: OpenProject, name: string): SavedPlan {
  const found = findSavedPlan(database, name);
  if (found !== null) return found;
  throw noSuchName('plan', name, listSavedPlans(database));
}

/**
 * Keeps a plan under a name.
 *
 * @param replace whether a plan of the same name may go
 * @throws ExpectedFailure `wrong-use` for a name that is no name or is taken; `read-only`.
 */
export function savePlan(
  project: OpenProject,
  { name, plan }: PlanFile,
  replace: boolean,
): SavedPlan {
  refuseReadOnly(project, 'the plan was not saved');
  const named = planNameSchema.safeParse(name);
  if (!named.success) throw nameIsNone('plan', longestPlanName);
  if (!replace && findSavedPlan(project.database, named.data) !== null) {
    throw nameIsTaken('plan', named.data);
  }
  putSavedPlan(project.database, {
    name: named.data,
    plan,
    savedAt: project.now().toISOString(),
    who: project.author,
  });
  return requireSavedPlan(project, named.data);
}

/** @throws ExpectedFailure `not-found`; `read-only`. */
export function removePlan(project: OpenProject, name: string): null {
  refuseReadOnly(project, 'no plan was removed');
  requireSavedPlan(project, name);
  deleteSavedPlan(project.database, name);
  return null;
}

/** Writes a saved plan as a file that other workstations can read. */
export async function exportPlan(
  project: OpenProject,
  name: string,
  path: string,
): Promise<{ readonly path: string }> {
  const { plan, name: stored } = requireSavedPlan(project, name);
  const file = resolve(path);
  await writeDurably(file, Buffer.from(planFileText({ name: stored, plan })), dirname(file));
  return { path: file };
}

/** @throws ExpectedFailure `bad-input` where it is no plan, saying why. */
export async function readPlanFile(path: string): Promise<PlanFile> {
  const text = await planText(path);
  const read = readPlanText(text);
  if (read.ok) return read.file;
  throw new ExpectedFailure('bad-input', `The file ${path} holds no usable plan: ${read.why}.`);
}

async function planText(path: string): Promise<string> {
  try {
    if ((await stat(path)).size <= largestPlanFile) return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      throw new ExpectedFailure('bad-input', `The file ${path} cannot be read.`);
    }
    throw error;
  }
  throw new ExpectedFailure('bad-input', `The file ${path} is too large for a plan.`);
}

/** Reads a plan's file and keeps it under its own name. */
export async function importPlan(
  project: OpenProject,
  path: string,
  replace: boolean,
): Promise<SavedPlan> {
  refuseReadOnly(project, 'the plan was not saved');
  return savePlan(project, await readPlanFile(path), replace);
}

/** A plan by what the user calls it: the name of a saved one, a teacher run, or a file that ends in `.json`. */
export async function planCalled(project: OpenProject, what: string): Promise<TeacherPlan> {
  const saved = findSavedPlan(project.database, what);
  if (saved !== null) return saved.plan;
  const run = findRun(project.database, what);
  if (run !== null && run.plan.kind === 'teacher') return run.plan;
  if (what.toLowerCase().endsWith('.json')) return (await readPlanFile(what)).plan;
  return requireSavedPlan(project, what).plan;
}
