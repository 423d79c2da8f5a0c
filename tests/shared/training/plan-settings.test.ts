import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balancedWeights } from '../../../src-shared/training/class-weights';
import { iterationsOfEpochs, trainingPatchCount } from '../../../src-shared/training/epochs';
import { withSetting } from '../../../src-shared/training/plan-change';
import { wholePlan } from '../../../src-shared/training/plan-defaults';
import { studentPreset, teacherPreset } from '../../../src-shared/training/presets';
import { studentPlanSchema, teacherPlanSchema } from '../../../src-shared/training/training-plan';

const teacher = teacherPreset('workstation', 'transfer');

describe('class weights', () => {
  test('of 30, 10 and no patches are 40/(2·30), 40/(2·10) and 0', () => {
    const [many, few, none] = balancedWeights([30, 10, 0]);
    expect(many).toBeCloseTo(2 / 3, 12);
    expect(few).toBeCloseTo(2, 12);
    expect(none).toBe(0);
  });

  test('have mean 1 over the patches, and give every class the same weight in all', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1 }), (counts) => {
        const weights = balancedWeights(counts);
        const all = counts.reduce((sum, count) => sum + count, 0);
        const parts = counts.map((count, at) => count * (weights[at] ?? 0));
        expect(parts.reduce((sum, part) => sum + part, 0) / all).toBeCloseTo(1, 9);
        for (const part of parts) expect(part / all).toBeCloseTo(1 / counts.length, 9);
      }),
      { numRuns: 50 },
    );
  });
});

describe('epochs', () => {
  const plan = { patchesPerOk: 1, patchesPerDefective: 5, eightForms: true, formsPerPatch: 8 };

  test('count one patch an ok image, five a defective one, none of one without an ellipse', () => {
    const ok = { defective: false, ellipses: [] };
    const marked = { defective: true, ellipses: [{}] };
    const unmarked = { defective: true, ellipses: [] };
    expect(trainingPatchCount([ok, ok, marked, unmarked], plan)).toBe(7);
  });

  test('of 100 patches in eight forms at batch 32 take 25 iterations each; in one form 3.125, rounded up', () => {
    expect(iterationsOfEpochs(1, 100, { ...plan, batchSize: 32 })).toBe(25);
    expect(iterationsOfEpochs(3, 100, { ...plan, batchSize: 32 })).toBe(75);
    expect(iterationsOfEpochs(1, 100, { ...plan, eightForms: false, batchSize: 32 })).toBe(4);
    expect(iterationsOfEpochs(0.1, 30, { ...plan, eightForms: false, batchSize: 3 })).toBe(1);
    expect(iterationsOfEpochs(2, 28_800, { ...plan, batchSize: 32 })).toBe(14_400);
  });

  test('are given up by who sets iterations', () => {
    const byEpochs = withSetting(teacher, 'epochs', 4);
    expect(withSetting(byEpochs, 'batchSize', 8)).toMatchObject({ epochs: 4, batchSize: 8 });
    expect(withSetting(byEpochs, 'iterations', 50)).toMatchObject({ epochs: null, iterations: 50 });
  });
});

describe('plans that were stored before a setting came', () => {
  test('are valid, and stay what they were to the byte', () => {
    const student = studentPreset('quick', teacher, 'r0001-teacher', [4, 8, 16, 4, 4]);
    for (const [plan, schema] of [
      [teacher, teacherPlanSchema],
      [student, studentPlanSchema],
    ] as const) {
      const text = JSON.stringify(plan);
      expect(text).not.toContain('epochs');
      expect(Object.keys(schema.parse(JSON.parse(text)))).toEqual(
        expect.arrayContaining(Object.keys(plan)),
      );
      expect(schema.parse(JSON.parse(text))).toEqual(plan);
    }
  });

  test('mean no epochs, no class weights, all images, those of ImageNet, and input as the images are', () => {
    expect(wholePlan(teacher)).toEqual({
      ...teacher,
      stepFactor: 0.1,
      stepEvery: 1000,
      epochs: null,
      classWeights: 'none',
      trainingShare: 1,
      input: 'as-images',
      weights: 'imagenet',
    });
    expect(wholePlan({ ...teacher, classWeights: 'balanced' }).classWeights).toBe('balanced');
    expect(wholePlan({ ...teacher, trainingShare: undefined }).trainingShare).toBe(1);
  });

  test('have every setting of the schema once they are written out', () => {
    expect(Object.keys(wholePlan(teacher)).sort()).toEqual(
      Object.keys(teacherPlanSchema.shape).sort(),
    );
  });
});
