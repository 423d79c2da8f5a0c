import { describe, expect, it } from 'vitest';
import { numberOf, planFieldGroups } from '../../../src-renderer/training/plan-fields';
import { filtersText } from '../../../src-renderer/training/run-title';
import { studentSizes } from '../../../src-shared/training/student-sizes';
import { withSetting } from '../../../src-shared/training/plan-change';
import { wholePlan } from '../../../src-shared/training/plan-defaults';
import { studentPreset, teacherPreset } from '../../../src-shared/training/presets';
import { studentPlanSchema, teacherPlanSchema } from '../../../src-shared/training/training-plan';

const teacher = teacherPreset('quick', 'transfer');
const student = studentPreset('quick', teacher, 'run-1', [4, 8, 16, 4, 4]);

/** Settings that the plain view, not "More", decides. */
const elsewhere = ['kind', 'preset', 'architecture', 'mode', 'weights', 'teacherRun', 'filters'];

describe.each([
  ['teacher', teacher, teacherPlanSchema],
  ['student', student, studentPlanSchema],
] as const)('the settings of a %s plan', (kind, plan, schema) => {
  const fields = planFieldGroups(kind).flatMap((group) => group.fields);

  it('offer every setting of the plan once', () => {
    const offered = fields.map((field) => field.name).sort();
    const whole = kind === 'teacher' ? wholePlan(teacher) : wholePlan(student);
    const wanted = Object.keys(whole).filter((name) => !elsewhere.includes(name));
    expect(offered).toEqual(wanted.sort());
  });

  it('offer for numbers exactly what the plan allows', () => {
    for (const field of fields) {
      if (field.kind !== 'number') continue;
      for (const value of [field.min, field.max]) {
        expect(schema.safeParse({ ...plan, [field.name]: value }).success, field.name).toBe(true);
      }
      const beyond = { ...plan, [field.name]: field.max * 1000 + 1 };
      expect(schema.safeParse(beyond).success, field.name).toBe(false);
    }
  });

  it('read the number that the plan holds', () => {
    expect(numberOf(plan, 'iterations')).toBe(plan.iterations);
  });
});

describe('changing a plan', () => {
  it('leaves the preset when the experiment changes', () => {
    expect(withSetting(teacher, 'batchSize', 8)).toEqual({
      ...teacher,
      batchSize: 8,
      preset: 'custom',
    });
  });

  it('keeps the preset when only the repetition changes', () => {
    expect(withSetting(teacher, 'trials', 4)).toEqual({ ...teacher, trials: 4 });
  });
});

describe('the sizes of students', () => {
  it('are the eight of the paper, from the base to the last', () => {
    expect(studentSizes().map(filtersText)).toEqual([
      '64 · 128 · 256 · 512 · 512',
      '32 · 64 · 128 · 256 · 256',
      '16 · 32 · 64 · 128 · 128',
      '8 · 16 · 32 · 64 · 64',
      '4 · 8 · 16 · 32 · 32',
      '4 · 8 · 16 · 16 · 16',
      '4 · 8 · 16 · 8 · 8',
      '4 · 8 · 16 · 4 · 4',
    ]);
  });
});
