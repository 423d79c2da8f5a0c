import { expect, test } from 'vitest';
import type { RunSummary } from '../../../src-shared/ipc/run-views';
import { teacherPreset } from '../../../src-shared/training/presets';
import { localeOf } from '../../../src-shared/language/languages';
import { endNotices, type EndNotice } from '../../../src-main/window/end-notices';

function run(state: RunSummary['state'], changes: Partial<RunSummary> = {}): RunSummary {
  return {
    ...{ id: 'r0001-teacher', kind: 'teacher', plan: teacherPreset('quick', 'transfer'), state },
    ...{ teacherRun: null, createdAt: 't', trialsDone: 0, parameters: null, accuracy: null },
    message: null,
    ...changes,
  };
}

function told(...states: readonly RunSummary[]): readonly EndNotice[] {
  const notices: EndNotice[] = [];
  const hear = endNotices(
    () => localeOf('en'),
    (notice) => notices.push(notice),
  );
  for (const state of states) hear(state);
  return notices;
}

test('the end of a run is told once, with what it came to', () => {
  const done = run('done', { accuracy: 0.98625 });
  expect(told(run('preparing'), run('running'), run('running'), done, done)).toEqual([
    { title: 'Run r0001-teacher is done', body: 'Accuracy 98.6 % on the test images.' },
  ]);
});

test('a failure is told with its sentence, also of a run that only waited', () => {
  const failed = run('failed', { message: 'Its teacher failed.' });
  expect(told(run('waiting'), failed)).toEqual([
    { title: 'Run r0001-teacher failed', body: 'Its teacher failed.' },
  ]);
});

test('what the user did himself is not told, nor what was over before', () => {
  expect(told(run('running'), run('paused'), run('waiting'), run('cancelled'))).toEqual([]);
  expect(told(run('done'))).toEqual([]);
});
