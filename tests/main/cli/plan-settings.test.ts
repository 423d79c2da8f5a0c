import { describe, expect, test } from 'vitest';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { wholePlan } from '../../../src-shared/training/plan-defaults';
import { studentPreset, teacherPreset } from '../../../src-shared/training/presets';
import { teacherPlanSchema } from '../../../src-shared/training/training-plan';
import { withStudentSettings, withTeacherSettings } from '../../../src-main/cli/plan-settings';

const teacher = teacherPreset('workstation', 'transfer');

function refusal(text: string): string {
  try {
    withTeacherSettings(teacher, [text]);
  } catch (error) {
    if (error instanceof ExpectedFailure && error.failure.kind === 'wrong-use') {
      return `${error.failure.message} ${error.failure.next}`;
    }
    throw error;
  }
  throw new Error(`${text} was taken.`);
}

describe('settings of a plan from the command line', () => {
  test('numbers, booleans, null and names are read as what the setting is', () => {
    const changed = withTeacherSettings(teacher, [
      'learningRate=1e-4',
      'eightForms=false',
      'earlyStopPatience=null',
      'optimiser=adam',
    ]);
    expect(changed).toEqual({
      ...teacher,
      preset: 'custom',
      learningRate: 0.0001,
      eightForms: false,
      earlyStopPatience: null,
      optimiser: 'adam',
    });
  });

  test('without settings a plan stays the preset that it is', () => {
    expect(withTeacherSettings(teacher, [])).toEqual(teacher);
  });

  test('a student takes its filters as five numbers', () => {
    const student = studentPreset('quick', teacher, 'r0001-teacher', [4, 8, 16, 4, 4]);
    expect(withStudentSettings(student, ['filters=1,2,3,4,5']).filters).toEqual([1, 2, 3, 4, 5]);
    expect(() => withStudentSettings(student, ['filters=1,2'])).toThrow(ExpectedFailure);
    expect(() => withStudentSettings(student, ['teacherRun=r0002-teacher'])).toThrow(
      ExpectedFailure,
    );
  });

  test('each refusal names the key, the value and what it takes', () => {
    expect(refusal('momentum=1')).toBe(
      'Setting momentum cannot be "1". It takes a number from 0 to below 1.',
    );
    expect(refusal('optimiser=rmsprop')).toBe(
      'Setting optimiser cannot be "rmsprop". It takes sgd or adam.',
    );
    expect(refusal('eightForms=yes')).toContain('true or false');
    expect(refusal('earlyStopPatience=0')).toContain('a whole number from 1 or null');
    expect(refusal('imageScale=0')).toContain('above 0 to 1');
    expect(refusal('kind=student')).toContain('no setting "kind"');
    expect(refusal('patchSize')).toContain('has no "="');
  });

  test('every setting of the schema but kind and preset can be set, to what it is', () => {
    for (const key of Object.keys(teacherPlanSchema.shape)) {
      if (key === 'kind' || key === 'preset') continue;
      const whole = wholePlan(teacher);
      const value = String(whole[key as keyof typeof whole]);
      expect(wholePlan(withTeacherSettings(teacher, [`${key}=${value}`]))).toEqual({
        ...whole,
        preset: 'custom',
      });
    }
  });
});
