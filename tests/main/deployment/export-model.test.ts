import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleManifestSchema } from '../../../src-shared/deployment/bundle-manifest';
import { usualExpectation } from '../../../src-shared/evaluation/threshold';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { listTrials } from '../../../src-main/database/run-result-queries';
import { exportModel } from '../../../src-main/deployment/export-model';
import { watchedImages } from '../../../src-main/deployment/watched-folder';
import type { Prediction } from '../../../src-main/services/prediction';
import { decideRun } from '../../../src-main/services/evaluation-service';
import { imageFile } from '../../../src-main/services/image-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { setThresholds } from '../../../src-main/services/threshold-service';
import { expectWatched } from './expect-watched';
import { readSafetensorsNames } from './safetensors-names';
import { runCli } from '../cli/run-cli';
import { expectInspection, predicted } from '../inspection/expect-inspection';
import { quietly } from '../quiet-hooks';
import { addTinySample, runsOf, tinyStudent, tinyTeacher } from '../runs/tiny-run';
import { temporaryFolder, temporaryProject } from '../temporary-project';

/** As the command line printed them. */
function predictions(out: string): readonly Prediction[] {
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Prediction);
}

test(
  'a bundle decides its test images as the run did, without the project; what is wrong is refused; inspecting decides the same and changes nothing',
  { timeout: 240_000 },
  async () => {
    const project = await temporaryProject();
    await addTinySample(project);
    const runs = runsOf(project);
    const teacher = (await runs.startTeacher(tinyTeacher())).run;
    await runs.finished(teacher);
    const { run } = await runs.startStudent(tinyStudent(teacher));
    await runs.finished(run);
    const folder = temporaryFolder();
    const out = (name: string): string => join(folder, name);
    const exported = (format: 'onnx' | 'safetensors' | 'saved-model' | 'bundle', name: string) =>
      exportModel(project, { run, trial: 1, format, out: out(name) }, quietly);

    // The forms.
    const bundle = await exported('bundle', 'bundle');
    expect(bundle.verification).toMatchObject({ images: 6, patches: 24, missing: 0 });
    const onnx = await exported('onnx', 'model.onnx');
    expect(onnx.sha256).toBe(bundle.sha256);
    const [trial] = listTrials(project.database, 2);
    expect((await exported('safetensors', 'model.safetensors')).sha256).toBe(trial?.modelSha256);
    expect(readSafetensorsNames(out('model.safetensors'))).toContain('conv1/kernel');
    await exported('saved-model', 'saved');
    expect(readdirSync(out('saved'))).toEqual(['saved_model.pb']);
    expectHashes(out('bundle'));
    const manifest = bundleManifestSchema.parse(
      JSON.parse(readFileSync(join(out('bundle'), 'manifest.json'), 'utf8')),
    );
    expect(manifest).toMatchObject({
      run: { id: run, trial: 1, architecture: 'student', filters: [4, 8, 16, 4, 4] },
      model: { input: { shape: ['N', 1, 48, 48], channels: 'gray' } },
      decision: { rule: { kind: 'any-defective-patch' } },
    });
    expect(readFileSync(join(out('bundle'), 'LICENCES.md'), 'utf8')).toContain('CC BY 4.0');

    const parts = { run, teacher, bundle: out('bundle') };
    await expectInspection(project, parts, out('inspected'));
    await expectThresholdsAgree(project, run, folder);

    // Refusals leave nothing behind.
    await expect(exported('onnx', 'model.onnx')).rejects.toThrow('exists already');
    await expect(exported('bundle', 'bundle')).rejects.toThrow('not empty');
    await expect(
      exportModel(project, { run, trial: 2, format: 'onnx', out: out('two.onnx') }, quietly),
    ).rejects.toThrow('Trial 2');
    const decided = await decideRun(project, run);
    const images = (decided.trials[0]?.decided ?? []).map(({ image, decision }) => ({
      file: imageFile(project, image.sha256),
      texture: decided.textures[decision.texture],
      defective: decision.defective,
    }));
    const { database } = project;
    database
      .prepare("UPDATE run_predictions SET logits = zeroblob(length(logits)) WHERE side = 'test'")
      .run();
    const failure = await exported('onnx', 'other.onnx').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ExpectedFailure);
    expect(String(failure)).toContain('not what was trained');
    expect(readdirSync(folder).sort()).toEqual([
      'bundle',
      'inspected',
      'model.onnx',
      'model.safetensors',
      'saved',
      'thresholds',
    ]);

    // Without the project.
    const files = images.map(({ file }, at) => {
      mkdirSync(out('images'), { recursive: true });
      const copy = join(out('images'), `${at}.png`);
      writeFileSync(copy, readFileSync(file));
      return copy;
    });
    await project.close();
    renameSync(project.folder, `${project.folder}-gone`);
    const lines = await runCli(['predict', out('bundle'), out('images'), '--json']);
    expect(lines.code).toBe(0);
    const found = predictions(lines.out);
    expect(found.map(({ texture, defective }) => ({ texture, defective }))).toEqual(
      images.map(({ texture, defective }) => ({ texture, defective })),
    );
    expect(found.map(({ image }) => image)).toEqual(files);
    expect(found[0]?.patches.map(({ x, y }) => [x, y])).toEqual([
      [0, 0],
      [48, 0],
      [0, 48],
      [48, 48],
    ]);
    expectPythonAgrees(out('bundle'), files, found);

    await expectWatched(out('bundle'), out('line'), files, found);

    const failing = await runCli([
      'predict',
      out('bundle'),
      out('images'),
      '--fail-on',
      'defective',
    ]);
    expect(failing.code).toBe(found.some(({ defective }) => defective) ? 10 : 0);
    writeFileSync(join(out('images'), 'broken.png'), 'no image');
    const broken = await runCli(['predict', out('bundle'), out('images'), '--json']);
    expect(broken.code).toBe(3);
    expect(predictions(broken.out)).toEqual(found);
    expect(broken.err).toContain('broken.png: is not a PNG');

    // A changed model is not decided with.
    const model = join(out('bundle'), 'model.onnx');
    const bytes = readFileSync(model);
    bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1;
    writeFileSync(model, bytes);
    const changed = await runCli(['predict', out('bundle'), files[0] ?? '', '--json']);
    expect(changed).toMatchObject({ code: 3, out: '' });
    expect(changed.err).toContain('its hash is another one');
  },
);

/** A bundle takes the run's thresholds along, and decides by them as `predict PROJECT` does. */
async function expectThresholdsAgree(
  project: OpenProject,
  run: string,
  folder: string,
): Promise<void> {
  const images = [join(folder, 'inspected')];
  const scores = (await predicted(project, run, images)).map(({ score }) => score);
  const [least = 0, ...rest] = [...scores].sort((one, other) => one - other);
  const most = rest[rest.length - 1] ?? 1;
  // The least is ok, the largest defective, all between them a person's.
  const lower = (least + (rest[0] ?? 1)) / 2;
  const upper = (most + (rest[rest.length - 2] ?? 0)) / 2;
  expect(lower).toBeLessThan(upper);
  await setThresholds(project, run, {
    ...{ kind: 'by-hand', pair: { lower, upper }, expectation: usualExpectation },
  });
  const bundle = join(folder, 'thresholds');
  await exportModel(project, { run, trial: 1, format: 'bundle', out: bundle }, quietly);
  const expected = await predicted(project, run, images);
  expect(new Set(expected.map(({ verdict }) => verdict))).toEqual(
    new Set(['ok', 'inspect', 'defective']),
  );
  const { out } = await runCli(['predict', bundle, ...images, '--json']);
  const inUse = ({ image, texture, verdict, rule }: Prediction) => [image, texture, verdict, rule];
  expect(predictions(out).map(inUse)).toEqual(expected.map(inUse));
  expect(expected[0]?.rule).toBe('thresholds');
  await setThresholds(project, run, { kind: 'none' });
}

/** As `sha256sum -c` does. */
function expectHashes(folder: string): void {
  const lines = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trim().split('\n');
  expect(lines.length).toBeGreaterThanOrEqual(6);
  for (const line of lines) {
    const [sha256, name = ''] = line.split('  ');
    const bytes = readFileSync(join(folder, name));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  }
}

/** The example of the documentation, where a Python with its packages is at hand. */
function expectPythonAgrees(
  bundle: string,
  files: readonly string[],
  found: readonly Prediction[],
): void {
  const python = process.env['ELLIPSIGHT_PYTHON'];
  const packages = ['-c', 'import onnxruntime, numpy, PIL'];
  if (python === undefined || spawnSync(python, packages).status !== 0) {
    console.info(
      'Not compared with Python: ELLIPSIGHT_PYTHON names none with onnxruntime and pillow.',
    );
    return;
  }
  const program = join(import.meta.dirname, '../../../docs/examples/decide_bundle.py');
  const { stdout, stderr } = spawnSync(python, [program, bundle, ...files], { encoding: 'utf8' });
  expect(stderr).toBe('');
  const decided = predictions(stdout);
  expect(decided.map(({ texture, defective }) => [texture, defective])).toEqual(
    found.map(({ texture, defective }) => [texture, defective]),
  );
  decided.forEach(({ score }, at) => expect(score).toBeCloseTo(found[at]?.score ?? NaN, 5));
}

test('a watched folder gives what is there, then what comes, once it is whole; changed files again', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'b.png'), 'b');
  writeFileSync(join(folder, 'a.png'), 'a');
  writeFileSync(join(folder, 'notes.txt'), 'no image');
  const signal = { cancelled: false };
  const coming = watchedImages(folder, signal);
  const next = async (): Promise<string | undefined> => {
    const { value } = await coming.next();
    return value === undefined ? undefined : value.file;
  };
  expect(await next()).toBe(join(folder, 'a.png'));
  expect(await next()).toBe(join(folder, 'b.png'));
  // An empty file is one that nobody has written yet.
  writeFileSync(join(folder, 'c.png'), '');
  writeFileSync(join(folder, 'd.png'), 'd');
  expect(await next()).toBe(join(folder, 'd.png'));
  writeFileSync(join(folder, 'c.png'), 'c');
  expect(await next()).toBe(join(folder, 'c.png'));
  writeFileSync(join(folder, 'a.png'), 'another');
  expect(await next()).toBe(join(folder, 'a.png'));
  signal.cancelled = true;
  expect(await next()).toBeUndefined();
  const missing = watchedImages(join(folder, 'missing'), { cancelled: false });
  await expect(missing.next()).rejects.toThrow('cannot be watched');
});
