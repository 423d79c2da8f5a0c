import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-project';
import { evaluateShape, importShape, infoShape, predictShape, trainShape } from './json-shapes';
import { runCli, runJson } from './run-cli';

const tinyPlan = [
  ...['architecture=vgg16-two-blocks', 'frozenBlocks=2', 'imageScale=1', 'patchSize=48'],
  ...['batchSize=8', 'iterations=12', 'evaluationInterval=4', 'earlyStopPatience=null'],
].flatMap((setting) => ['--set', setting]);
const tinyStudent = ['iterations=12', 'evaluationInterval=4', 'earlyStopPatience=null'].flatMap(
  (setting) => ['--set', setting],
);

test(
  'from an empty folder to rates, predictions and a report, each with the JSON that was promised',
  { timeout: 240_000 },
  async () => {
    const folder = temporaryFolder();
    const project = join(folder, 'line.ellipsight');
    await runJson(['create', project]);
    const sample = ['--textures', '2', '--ok', '8', '--defective', '5', '--size', '96'];
    const added = importShape.parse(await runJson(['sample', project, ...sample]));
    expect(added).toMatchObject({ added: 26, known: 0, skipped: [] });
    const empty = infoShape.parse(await runJson(['info', project]));
    expect(empty.images).toBe(26);
    expect(empty.textures.map(({ ok, defective }) => [ok, defective])).toEqual([
      [8, 5],
      [8, 5],
    ]);
    expect(empty.textures.reduce((sum, { ellipses }) => sum + ellipses, 0)).toBe(added.ellipses);

    const train = ['train', project, '--preset', 'quick', '--trials', '2', ...tinyPlan];
    const teacher = trainShape.parse(await runJson(train));
    expect(teacher).toEqual({ run: 'r0001-teacher', state: 'done', trials: 2 });
    const compress = ['compress', project, '--teacher', teacher.run, ...tinyStudent];
    const student = trainShape.parse(await runJson(compress));
    expect(student).toEqual({ run: 'r0002-student', state: 'done', trials: 2 });
    const info = infoShape.parse(await runJson(['info', project]));
    // A fifth of 8 is 1.6 and of 5 is 1: three images a texture are tested.
    expect(info.splits).toEqual([
      { splitSeed: 1, trial: 1, training: 20, test: 6 },
      { splitSeed: 1, trial: 2, training: 20, test: 6 },
    ]);
    expect(info.runs).toEqual([
      expect.objectContaining({ run: 'r0001-teacher', kind: 'teacher', state: 'done' }),
      expect.objectContaining({ run: 'r0002-student', kind: 'student', state: 'done' }),
    ]);

    const csv = join(folder, 'predictions.csv');
    const evaluation = evaluateShape.parse(
      await runJson(['evaluate', project, '--run', student.run, '--predictions', csv]),
    );
    expect(evaluation.trials.map(({ trial }) => trial)).toEqual([1, 2]);
    expectSameRates(readFileSync(csv, 'utf8'), evaluation.trials);

    const table = await runCli(['evaluate', project, '--run', student.run]);
    expect(table.code).toBe(0);
    expect(table.out).toMatch(/^texture +TPR +TNR +escapes +overkills$/m);

    const noting = ['run', project, '--run', teacher.run, '--note', 'New lamp.', '--log'];
    expect(await runJson(noting)).toMatchObject({
      run: teacher.run,
      plan: { trials: 2 },
      notes: { text: 'New lamp.' },
      starts: [{ environment: { runtime: `Node ${process.versions.node}` } }],
    });
    const compared = ['compare', project, '--runs', teacher.run, student.run];
    expect(await runJson(compared)).toMatchObject({
      runs: [
        { run: teacher.run, accuracy: { count: 2, missing: 0 } },
        { run: student.run, kind: 'student' },
      ],
    });
    expect((await runCli(compared)).out).toMatch(/^accuracy +.* %$/m);

    const report = join(folder, 'report.html');
    await runJson(['report', project, '--run', student.run, '--out', report]);
    expect(readFileSync(report, 'utf8')).toContain('<h2>Rates per texture</h2>');

    await expectPredictions(project, student.run);
    expect(await runJson(['verify', project])).toEqual({ findings: [], images: 26 });
  },
);

/** Rates counted from the CSV alone, as an independent program would. */
function expectSameRates(
  text: string,
  trials: ReturnType<typeof evaluateShape.parse>['trials'],
): void {
  const rows = parse(text, { columns: true }) as Record<string, string>[];
  for (const { trial, accuracy, textures } of trials) {
    const own = rows.filter((row) => Number(row['trial']) === trial);
    const isRight = (row: Record<string, string>): boolean =>
      row['texture'] === row['predicted_texture'] &&
      row['defective'] === row['predicted_defective'];
    expect(own.filter(isRight).length / own.length).toBe(accuracy);
    for (const rates of textures) {
      const of = (defective: '0' | '1') =>
        own.filter((row) => row['texture'] === rates.texture && row['defective'] === defective);
      expect(of('1').filter(isRight)).toHaveLength(rates.tp);
      expect(of('1')).toHaveLength(rates.tp + rates.fn);
      expect(of('0').filter(isRight)).toHaveLength(rates.tn);
      expect(of('1').filter((row) => row['predicted_defective'] === '0')).toHaveLength(
        rates.escapes,
      );
      expect(of('0').filter((row) => row['predicted_defective'] === '1')).toHaveLength(
        rates.overkills,
      );
    }
    // A patch of class 1 or 3 is what makes an image defective.
    for (const row of own) {
      const found = (row['patches'] ?? '').split(' ').some((patch) => Number(patch) % 2 === 1);
      expect(row['predicted_defective']).toBe(found ? '1' : '0');
    }
  }
}

async function expectPredictions(project: string, run: string): Promise<void> {
  const images = join(project, 'images');
  const args = ['predict', project, images, '--run', run, '--trial', '2', '--json'];
  const decided = await runCli(args);
  expect(decided.code).toBe(0);
  const predictions = decided.out
    .trim()
    .split('\n')
    .map((line) => predictShape.parse(JSON.parse(line)));
  expect(predictions).toHaveLength(26);
  expect(predictions[0]?.patches.map(({ x, y }) => [x, y])).toEqual([
    [0, 0],
    [48, 0],
    [0, 48],
    [48, 48],
  ]);
  expect(predictions.every(({ image }) => existsSync(image))).toBe(true);

  const found = await runCli([...args, '--fail-on', 'defective']);
  expect(found.code).toBe(predictions.some(({ defective }) => defective) ? 10 : 0);
  expect(found.out).toBe(decided.out);
  await expectBadFilesFailAlone(project, run, predictions[0]?.image ?? '');
}

/** Files that cannot be decided are named on standard error; the others are decided all the same. */
async function expectBadFilesFailAlone(project: string, run: string, good: string): Promise<void> {
  const folder = temporaryFolder();
  const bytes = readFileSync(good);
  const bad = { text: join(folder, 'text.png'), cut: join(folder, 'cut.png') };
  writeFileSync(bad.text, 'no image');
  writeFileSync(bad.cut, bytes.subarray(0, bytes.length / 2));
  const missing = join(folder, 'missing.png');
  const mixed = await runCli([
    ...['predict', project, bad.text, good, bad.cut, missing],
    ...['--run', run, '--json'],
  ]);
  expect(mixed.code).toBe(3);
  expect(mixed.out.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse(mixed.out)).toMatchObject({ image: good });
  for (const file of [bad.text, bad.cut, missing]) expect(mixed.err).toContain(`${file}: `);
}
