import type { TeacherWord } from '../../src-shared/ipc/inspect-views';
import { findRun } from '../database/run-queries';
import { listTrials } from '../database/run-result-queries';
import type { DecoderClient } from '../services/decoder-client';
import type { OpenProject } from '../services/project-service';
import { decisionOf } from './inspected-list';
import { modelOfTrial, type InspectingModel } from './inspecting-model';

/** What the teacher whose trial the inspecting student learned from says of an image. */
export async function teacherWord(
  project: OpenProject,
  decoder: DecoderClient,
  { kind, origin }: InspectingModel,
  file: string,
): Promise<TeacherWord> {
  if (kind === 'teacher') return { kind: 'none', why: 'is-teacher' };
  if (origin === null) return { kind: 'none', why: 'foreign-bundle' };
  const { plan } = origin.run;
  const run = plan.kind === 'student' ? findRun(project.database, plan.teacherRun) : null;
  // Student k learns from teacher k.
  const trial =
    run === null
      ? undefined
      : listTrials(project.database, run.seq).find((stored) => stored.trial === origin.trial.trial);
  if (run === null || trial === undefined) return { kind: 'none', why: 'teacher-gone' };
  const by = modelOfTrial(project, { run, trial });
  const { model, imageScale } = by;
  const decided = await decoder.call('decide', { model, imageScale, file });
  const decision = decisionOf(file, decided, by);
  return { kind: 'decided', run: run.id, trial: trial.trial, decision, rule: by.rule };
}
