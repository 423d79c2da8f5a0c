import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  exportPlan,
  importPlan,
  planCalled,
  removePlan,
  savedPlans,
  savePlan,
} from '../../../src-main/services/saved-plan-service';
import { planDifferences } from '../../../src-shared/training/plan-difference';
import { readPlanText } from '../../../src-shared/training/plan-file';
import { teacherPreset } from '../../../src-shared/training/presets';
import { reopened, temporaryProject } from '../temporary-project';

const plan = { ...teacherPreset('workstation', 'transfer'), epochs: 3, preset: 'custom' as const };
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function someFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'ellipsight-plan-'));
  folders.push(folder);
  const file = join(folder, 'plan.json');
  writeFileSync(file, text);
  return file;
}

describe('saved plans', () => {
  test('are there again when the project is opened again, in the order of their names', async () => {
    const project = await temporaryProject();
    savePlan(project, { name: ' Weave ', plan }, false);
    savePlan(project, { name: 'Felt', plan: { ...plan, batchSize: 16 } }, false);
    const again = await reopened(project);
    expect(savedPlans(again).map(({ name }) => name)).toEqual(['Felt', 'Weave']);
    expect(savedPlans(again)[1]?.plan).toEqual(plan);
    expect(await planCalled(again, 'weave')).toEqual(plan);
  });

  test('keep their name against another plan, unless it may replace them', async () => {
    const project = await temporaryProject();
    savePlan(project, { name: 'Ours', plan }, false);
    const other = { ...plan, learningRate: 0.01 };
    expect(() => savePlan(project, { name: 'OURS', plan: other }, false)).toThrow(
      'There is a plan "OURS" already; nothing was saved.',
    );
    expect(savedPlans(project)[0]?.plan).toEqual(plan);
    savePlan(project, { name: 'OURS', plan: other }, true);
    expect(savedPlans(project).map(({ plan: kept }) => kept)).toEqual([other]);
    removePlan(project, 'ours');
    expect(savedPlans(project)).toEqual([]);
    expect(() => removePlan(project, 'ours')).toThrow('There is no saved plan "ours"');
  });

  test('travel as a file, and come back the same', async () => {
    const project = await temporaryProject();
    savePlan(project, { name: 'Ours', plan }, false);
    const file = someFile('');
    await exportPlan(project, 'Ours', file);
    const other = await temporaryProject();
    expect(await importPlan(other, file, false)).toMatchObject({ name: 'Ours', plan });
    expect(await planCalled(other, file)).toEqual(plan);
  });

  test('are refused from files that hold none, with the reason and nothing kept', async () => {
    const project = await temporaryProject();
    const whole = { format: 'ellipsight-plan', version: 1, name: 'Ours', plan };
    const why = (value: unknown): string => {
      const read = readPlanText(typeof value === 'string' ? value : JSON.stringify(value));
      return read.ok ? 'taken' : read.why;
    };
    expect(why(whole)).toBe('taken');
    expect(why('{')).toBe('it is not JSON');
    expect(why({ ...whole, version: 2 })).toBe(
      'it is of version 2, and this Ellipsight reads version 1',
    );
    expect(why({ ...whole, plan: { ...plan, dropout: 0.5 } })).toBe(
      'it has the unknown setting dropout',
    );
    expect(why({ ...whole, plan: { ...plan, batchSize: 0 } })).toBe(
      'its plan.batchSize is missing or out of range',
    );
    expect(why([])).toBe('it is no plan of Ellipsight');
    await expect(importPlan(project, someFile('{}'), false)).rejects.toThrow(
      'holds no usable plan',
    );
    await expect(importPlan(project, '/nowhere/plan.json', false)).rejects.toThrow(
      'cannot be read',
    );
    expect(savedPlans(project)).toEqual([]);
  });

  test('differ in what they differ, with defaults written out', () => {
    expect(planDifferences(plan, { ...plan, classWeights: 'none', preset: 'paper' })).toEqual([]);
    expect(planDifferences(plan, { ...plan, classWeights: 'balanced', epochs: null })).toEqual([
      { name: 'epochs', left: 3, right: null },
      { name: 'classWeights', left: 'none', right: 'balanced' },
    ]);
  });
});
