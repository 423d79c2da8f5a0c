import { expect, test } from 'vitest';
import { addTexture } from '../../../src-main/services/texture-service';
import { scored, storeScoredRun } from '../runs/scored-run';
import { closed, temporaryProject } from '../temporary-project';
import { runCli, runJson } from './run-cli';

test(
  'the command line sets floors, chooses, compares, releases with a reason and goes back',
  { timeout: 240_000 },
  async () => {
    const project = await temporaryProject();
    const { folder } = project;
    addTexture(project, 'Steel');
    const both = [scored('validation', true, 0.9), scored('validation', false, 0.1)];
    const good = [...both, scored('test', true, 0.9), scored('test', false, 0.1)];
    const worse = [...both, scored('test', true, 0.2), scored('test', false, 0.1)];
    const teacher = await storeScoredRun(project, good);
    const student = await storeScoredRun(project, worse, teacher);
    await closed(project);

    const floors = ['floors', folder, '--tpr', '0.9', '--tnr', '0.5', '--by', 'Kim'];
    expect(await runJson(floors)).toEqual({ floors: [{ texture: 'Steel', tpr: 0.9, tnr: 0.5 }] });
    expect(await runJson(['choose', folder, '--teacher', teacher.id])).toMatchObject({
      choice: { kind: 'chosen', run: student.id },
      test: { images: 2, accuracy: 0.5 },
    });
    const pair = ['--runs', teacher.id, student.id];
    expect(await runJson(['compare', folder, ...pair, '--images'])).toMatchObject({
      counts: { 'newly-missed': 1 },
    });
    expect(await runJson(['disagree', folder, '--run', student.id])).toMatchObject({
      ...{ images: 2, differing: 1 },
    });

    const nameless = await runCli(['release', folder, teacher.id]);
    expect(nameless.code).toBe(2);
    expect(nameless.err).toContain('say who decides with --by');
    const kim = ['--by', 'Kim'];
    await runJson(['release', folder, teacher.id, ...kim]);
    const refused = await runCli(['release', folder, student.id, ...kim]);
    expect(refused.code).toBe(3);
    expect(refused.err).toContain(
      'The first of 2 objections: TPR of Steel is 0.0 % (0 of 1), below its floor of 90.0 %.',
    );
    const reason = ['--reason', 'Line 3 is inspected by hand.'];
    expect(await runJson(['release', folder, student.id, ...kim, ...reason])).toMatchObject({
      current: { run: student.id, who: 'Kim', reason: 'Line 3 is inspected by hand.' },
      previous: { run: teacher.id },
    });
    expect(await runJson(['release', folder, '--back', '--by', 'Lee'])).toMatchObject({
      current: { run: teacher.id },
      history: [{ kind: 'returned', who: 'Lee' }, { kind: 'promoted' }, { kind: 'promoted' }],
    });
    const listed = await runCli(['release', folder]);
    expect(listed.out).toContain(`Released: ${teacher.id}, trial 1, by Kim.`);
    expect(listed.out).toContain(`Kim released ${student.id}, trial 1 “Line 3`);
    const check = await runCli(['release', folder, student.id, '--check']);
    expect(check.out).toContain('It can be released only with a --reason.');
  },
);
