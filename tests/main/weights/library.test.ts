import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importWeights, inspectWeights } from '../../../src-main/services/weight-import';
import {
  findWeightSet,
  listWeightSets,
  removeWeightSet,
  weightSetFile,
} from '../../../src-main/services/weight-library';
import { runWeights } from '../../../src-main/services/run-weights';
import { checkPlan } from '../../../src-main/services/run-plan-check';
import { SafetensorsFile } from '../../../src-main/trainer-process/weights/safetensors-file';
import { meansOf } from '../../../src-main/trainer-process/weights/input-metadata';
import { inputMeans } from '../../../src-shared/training/weight-input';
import { testLauncher } from '../child-processes';
import { quietly } from '../quiet-hooks';
import { addTinySample, runsOf, tinyTeacher } from '../runs/tiny-run';
import { temporaryProject } from '../temporary-project';
import { runCli } from '../cli/run-cli';
import { fixture, temporaryFolder } from './weight-files';

let folder = '';
const before = process.env['ELLIPSIGHT_USER_DATA'];

beforeEach(() => {
  const data = temporaryFolder();
  process.env['ELLIPSIGHT_USER_DATA'] = data;
  folder = join(data, 'weights');
});
afterEach(() => {
  if (before === undefined) delete process.env['ELLIPSIGHT_USER_DATA'];
  else process.env['ELLIPSIGHT_USER_DATA'] = before;
});

async function kept(name: string, file: string) {
  const reading = await inspectWeights(testLauncher(), file, null, quietly);
  const { architecture, digest, licence } = reading;
  const preprocessing = reading.preprocessing ?? 'caffe';
  const wanted = { file, name, architecture, preprocessing, licence, digest };
  return importWeights(testLauncher(), wanted, quietly);
}

describe('the library of weights', () => {
  test('holds the built-in set with its licence, and what was imported until it is removed', async () => {
    const [builtIn] = listWeightSets().sets;
    expect(builtIn).toMatchObject({
      name: 'imagenet',
      architecture: 'vgg16',
      parameters: 14_714_688,
    });
    expect(builtIn?.licence).toContain('CC BY 4.0');

    const set = await kept('first', fixture('torch.safetensors'));
    expect(set).toMatchObject({
      name: 'first',
      architecture: 'vgg16-one-block',
      parameters: 1792 + 36_928,
      preprocessing: 'torch',
      licence: 'CC0-1.0',
    });
    expect(findWeightSet('first')).toEqual(set);
    const file = SafetensorsFile.open(weightSetFile(set));
    expect(meansOf(file.metadata)).toEqual(inputMeans('torch'));
    file.close();

    const twin = await kept('second', fixture('torch.onnx'));
    expect(twin.sha256).toBe(set.sha256);
    removeWeightSet('first');
    expect(existsSync(weightSetFile(twin))).toBe(true);
    removeWeightSet('second');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a file that changed after it was looked at, a name that is taken, and a bad file leave everything as it was', async () => {
    const launcher = testLauncher();
    const reading = await inspectWeights(launcher, fixture('torch.onnx'), null, quietly);
    const wanted = {
      file: fixture('torch.onnx'),
      name: 'set',
      architecture: reading.architecture,
      preprocessing: 'torch',
      licence: null,
      digest: reading.digest,
    } as const;
    await expect(
      importWeights(launcher, { ...wanted, digest: '0'.repeat(64) }, quietly),
    ).rejects.toThrow('has changed');
    for (const name of ['imagenet', '../up', 'Big', '']) {
      await expect(importWeights(launcher, { ...wanted, name }, quietly)).rejects.toThrow('called');
    }
    expect(listWeightSets().sets).toHaveLength(1);
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
  });

  test('a damaged record is named and can be removed', async () => {
    await kept('set', fixture('torch.onnx'));
    writeFileSync(join(folder, 'set.json'), '{"formatVersion":1');
    expect(listWeightSets()).toMatchObject({ sets: [{ name: 'imagenet' }], damaged: ['set'] });
    removeWeightSet('set');
    expect(listWeightSets().damaged).toEqual([]);
  });
});

test('a teacher starts from an imported set, its run keeps the set, and its model knows the input', async () => {
  await kept('torch-block', fixture('torch.safetensors'));
  const project = await temporaryProject();
  await addTinySample(project);
  const plan = tinyTeacher({
    architecture: 'vgg16-one-block',
    frozenBlocks: 1,
    weights: 'torch-block',
    iterations: 4,
    patchSize: 32,
  });
  expect((await checkPlan(project, plan)).problems).toEqual([]);
  expect((await checkPlan(project, { ...plan, architecture: 'vgg16' })).problems[0]).toContain(
    'do not fit architecture vgg16',
  );
  expect((await checkPlan(project, { ...plan, weights: 'gone' })).problems[0]).toContain('"gone"');

  const runs = runsOf(project);
  const { run } = await runs.startTeacher(plan);
  expect(await runs.finished(run)).toMatchObject({ state: 'done' });
  const set = findWeightSet('torch-block');
  expect(runWeights(project.folder, run)).toMatchObject({
    name: 'torch-block',
    sha256: set?.sha256,
    licence: 'CC0-1.0',
  });
  const model = SafetensorsFile.open(
    join(project.folder, 'runs', run, 'trial-1', 'model.safetensors'),
  );
  expect(meansOf(model.metadata)).toEqual(inputMeans('torch'));
  const stored = SafetensorsFile.open(
    join(project.folder, 'runs', run, 'weights/torch-block.safetensors'),
  );
  // Frozen: the model has the very kernel.
  expect(model.read('block1_conv2/kernel')).toEqual(stored.read('block1_conv2/kernel'));
  model.close();
  stored.close();
  // The run lives without the library.
  removeWeightSet('torch-block');
  expect(readFileSync(join(project.folder, 'runs', run, 'weights/set.json'), 'utf8')).toContain(
    'CC0',
  );
});

test('the command line says layer by layer what is wrong, and keeps what is right', async () => {
  const wrong = await runCli([
    'weights',
    'import',
    fixture('torch.onnx'),
    '--architecture',
    'vgg16-two-blocks',
  ]);
  expect(wrong.code).toBe(3);
  expect(wrong.err).toContain('block2_conv1 is missing; it should be 3×3×64×128.');
  const right = await runCli([
    'weights',
    'import',
    fixture('torch.onnx'),
    '--as',
    'mine',
    '--json',
  ]);
  expect(right.code).toBe(0);
  expect(JSON.parse(right.out)).toMatchObject({
    set: { name: 'mine', architecture: 'vgg16-one-block', licence: null },
  });
  expect(right.err).toContain('states no licence');
  const list = await runCli(['weights', 'list']);
  expect(list.out).toMatch(/^imagenet .*CC BY 4\.0/m);
  expect(list.out).toMatch(/^mine .*not stated/m);
  expect((await runCli(['weights', 'remove', 'mine'])).code).toBe(0);
  expect((await runCli(['weights', 'remove', 'mine'])).code).toBe(3);
});
