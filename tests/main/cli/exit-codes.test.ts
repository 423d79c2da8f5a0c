import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder, temporaryProject } from '../temporary-project';
import { runCli } from './run-cli';

describe('exit codes', () => {
  test('help and version are 0, on standard output', async () => {
    const help = await runCli(['--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    for (const command of ['create', 'sample', 'import', 'info', 'train', 'compress', 'evaluate']) {
      expect(help.out).toContain(`\n  ${command} `);
    }
    // Commands that do not exist yet are not offered.
    expect(help.out).not.toMatch(/\n {2}analyse(?!-)/);
    expect((await runCli(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('2: what was typed makes no sense; nothing on standard output', async () => {
    const uses = [
      ['dance'],
      ['train'],
      ['create', 'p.ellipsight', '--colour', 'red'],
      ['train', 'p.ellipsight', '--preset', 'slow'],
      ['train', 'p.ellipsight', '--trials', 'many'],
      ['compress', 'p.ellipsight', '--teacher', 'r0001-teacher', '--filters', '1,2,3'],
      ['bench', '--only', 'nothing'],
    ];
    const folder = temporaryFolder();
    for (const use of uses) {
      const { code, out, err } = await runCli([...use, '--json'], { cwd: folder });
      expect([use, code, out]).toEqual([use, 2, '']);
      expect(err).not.toBe('');
    }
  });

  test('2: a setting that the plan does not have, or not so, names the key and what it takes', async () => {
    const project = await temporaryProject();
    const { folder } = project;
    await project.close();
    const wrong = await runCli(['train', folder, '--set', 'batchSize=0']);
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toBe(
      'Setting batchSize cannot be "0". It takes a whole number from 1 to 1024.\n',
    );
    const unknown = await runCli(['train', folder, '--set', 'bachSize=8']);
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain('no setting "bachSize"');
    expect(unknown.err).toContain('batchSize');
  });

  test('3: missing, empty and useless input is refused in one sentence, and nothing is made', async () => {
    const folder = temporaryFolder();
    const project = join(folder, 'p.ellipsight');
    expect((await runCli(['create', project])).code).toBe(0);
    mkdirSync(join(folder, 'empty'));
    mkdirSync(join(folder, 'texts'));
    writeFileSync(join(folder, 'texts', 'letter.png'), 'no image at all');
    const uses = [
      ['create', project],
      ['info', join(folder, 'missing.ellipsight')],
      ['import', project, join(folder, 'missing')],
      ['import', project, join(folder, 'empty')],
      ['import', project, join(folder, 'texts')],
      ['train', project, '--preset', 'quick'],
      ['train', project, '--resume', 'r0007-teacher'],
      ['evaluate', project, '--run', 'r0007-teacher'],
      ['predict', project, join(folder, 'texts', 'letter.png')],
    ];
    for (const use of uses) {
      const { code, out, err } = await runCli([...use, '--json']);
      expect([use, code, out]).toEqual([use, 3, '']);
      // Beside lines of progress.
      const said = err.split('\n').filter((line) => line !== '' && !/^ *\d+ % /.test(line));
      expect(said).toHaveLength(1);
    }
    const info = await runCli(['info', project, '--json']);
    expect(JSON.parse(info.out)).toMatchObject({ images: 0, textures: [], runs: [] });
  });

  test('4: a project that somebody has open is left alone, and its owner is named', async () => {
    const project = await temporaryProject();
    const { code, out, err } = await runCli(['info', project.folder, '--json']);
    expect([code, out]).toEqual([4, '']);
    expect(err).toContain(String(process.pid));
  });
});

test(
  '130: an interrupt stops training at a checkpoint, and --resume takes it to the end',
  { timeout: 240_000 },
  async () => {
    const project = join(temporaryFolder(), 'p.ellipsight');
    await runCli(['create', project]);
    const sample = ['--textures', '2', '--ok', '6', '--defective', '5', '--size', '96'];
    expect((await runCli(['sample', project, ...sample])).code).toBe(0);
    const settings = [
      ...['architecture=vgg16-two-blocks', 'frozenBlocks=2', 'imageScale=1', 'patchSize=48'],
      ...['batchSize=8', 'iterations=400', 'evaluationInterval=200', 'earlyStopPatience=null'],
    ].flatMap((setting) => ['--set', setting]);
    const stopped = await runCli(['train', project, '--preset', 'quick', ...settings, '--json'], {
      interruptAt: /Run r0001-teacher/,
    });
    expect([stopped.code, stopped.out]).toEqual([130, '']);
    expect(stopped.err).toContain(`ellipsight train ${project} --resume r0001-teacher`);
    const info = await runCli(['info', project, '--json']);
    expect(JSON.parse(info.out).runs).toMatchObject([{ state: 'cancelled' }]);

    const changed = await runCli(['train', project, '--resume', 'r0001-teacher', '--trials', '2']);
    expect(changed.code).toBe(2);
    const resumed = await runCli(['train', project, '--resume', 'r0001-teacher', '--json']);
    expect(resumed.code).toBe(0);
    expect(JSON.parse(resumed.out)).toEqual({ run: 'r0001-teacher', state: 'done', trials: 1 });
  },
);
