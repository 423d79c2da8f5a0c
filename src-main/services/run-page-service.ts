import type { RunNotes, RunPage } from '../../src-shared/ipc/run-page-views';
import { saidFailure } from '../../src-shared/sentences/english';
import { appendEvent } from '../database/event-queries';
import {
  countLog,
  listPace,
  listStarts,
  readNotes,
  writeNotes,
} from '../database/run-page-queries';
import { readLog } from '../database/run-result-queries';
import { inTransaction } from '../database/sqlite-failure';
import { decideRun, evaluationOf } from './evaluation-service';
import type { OpenProject } from './project-service';
import { storedRun } from './stored-run';

/** Lines of a log that are handed out at most: a run of weeks writes a line at each checkpoint. */
const longestLog = 20_000;

/**
 * What a run's page shows beside its live figures. Counts a look at the test sides of its finished trials.
 *
 * @throws ExpectedFailure `not-found`
 */
export async function runPage(project: OpenProject, id: string): Promise<RunPage> {
  const { database } = project;
  const { seq, trialsDone } = storedRun(project.database, id);
  return {
    notes: readNotes(database, seq),
    starts: listStarts(database, seq),
    pace: listPace(database, seq),
    evaluation: trialsDone === 0 ? null : evaluationOf(await decideRun(project, id)),
    logLines: countLog(database, seq),
  };
}

/**
 * The whole log of a run, oldest line first, each with its time.
 *
 * @throws ExpectedFailure `not-found`
 */
export function runLog(project: OpenProject, id: string): { readonly lines: readonly string[] } {
  return { lines: readLog(project.database, storedRun(project.database, id).seq, longestLog) };
}

/**
 * What the user has noted on a run.
 *
 * @throws ExpectedFailure `not-found`
 */
export function runNotes(project: OpenProject, id: string): RunNotes {
  return readNotes(project.database, storedRun(project.database, id).seq);
}

/**
 * Replaces the notes on a run, with its event in the history.
 *
 * @throws ExpectedFailure `not-found`, `read-only`
 */
export function setRunNotes(project: OpenProject, id: string, text: string): RunNotes {
  const { database, author: who } = project;
  const { seq } = storedRun(project.database, id);
  if (project.readOnly) {
    throw saidFailure('read-only', 'noteNotKept');
  }
  const before = readNotes(database, seq);
  if (before.text === text) return before;
  const at = project.now().toISOString();
  inTransaction(database, () => {
    writeNotes(database, seq, { text, at, who });
    appendEvent(database, {
      ...{ at, who, gesture: null, kind: 'run.noted', imageId: null },
      old: { run: id, notes: before.text },
      new: { run: id, notes: text },
    });
  });
  return { text, at, who };
}
