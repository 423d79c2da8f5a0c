import { expect, test } from 'vitest';
import { studentPreset, teacherPreset } from '../../../src-shared/training/presets';
import {
  presetNames,
  studentPlanSchema,
  teacherPlanSchema,
  trainingModes,
} from '../../../src-shared/training/training-plan';
import {
  leadingLayers,
  outputShapes,
} from '../../../src-main/trainer-process/architectures/architecture';
import { layersOf } from '../../../src-main/trainer-process/model-file';

const filters = [4, 8, 16, 4, 4] as const;

for (const name of presetNames) {
  for (const mode of trainingModes) {
    test(`${name} in mode ${mode} is a valid plan of a network that exists`, () => {
      const teacher = teacherPreset(name, mode);
      const student = studentPreset(name, teacher, 'run', filters);
      expect(teacherPlanSchema.parse(teacher)).toEqual(teacher);
      expect(studentPlanSchema.parse(student)).toEqual(student);
      for (const plan of [teacher, student]) {
        const layers = layersOf(plan, 6);
        expect(outputShapes(layers, [plan.patchSize, plan.patchSize, 3]).at(-1)).toEqual([12]);
      }
      const frozen = leadingLayers(layersOf(teacher, 6), teacher.frozenBlocks);
      expect(frozen > 0).toBe(mode === 'transfer' && name !== 'paper');
    });
  }
}

test('paper is the published experiment: everything fine-tuned by plain SGD, looked at on the test side', () => {
  expect(teacherPreset('paper', 'transfer')).toMatchObject({
    architecture: 'vgg16',
    imageScale: 1,
    patchSize: 224,
    batchSize: 32,
    optimiser: 'sgd',
    learningRate: 1e-3,
    schedule: 'constant',
    momentum: 0,
    weightDecay: 0,
    earlyStopPatience: null,
    validationShare: 0,
    patchesPerOk: 1,
    patchesPerDefective: 1,
    eightForms: false,
    trials: 5,
    frozenBlocks: 0,
  });
  expect(teacherPreset('paper', 'scratch-augmented')).toMatchObject({
    patchesPerOk: 3,
    patchesPerDefective: 20,
    eightForms: true,
  });
});

test('trials are five, three and one', () => {
  const trials = presetNames.map((name) => teacherPreset(name, 'transfer').trials);
  expect(trials).toEqual([5, 3, 1]);
});

test('a student sees what its teacher saw: scale, patches, trials, splits and seeds', () => {
  const teacher = { ...teacherPreset('quick', 'transfer'), imageScale: 0.5, seed: 7, splitSeed: 9 };
  expect(studentPreset('workstation', teacher, 'run', filters)).toMatchObject({
    imageScale: 0.5,
    patchSize: 112,
    trials: 1,
    seed: 7,
    splitSeed: 9,
    teacherRun: 'run',
    filters: [4, 8, 16, 4, 4],
  });
});

test('students of the published experiment train on its augmented patches, and stop on validation', () => {
  const student = studentPreset('paper', teacherPreset('paper', 'transfer'), 'run', filters);
  expect(student).toMatchObject({
    optimiser: 'adam',
    learningRate: 1e-3,
    schedule: 'cosine',
    patchesPerOk: 3,
    patchesPerDefective: 20,
    eightForms: true,
    validationShare: 0.1,
  });
  expect(student.earlyStopPatience).not.toBeNull();
});
