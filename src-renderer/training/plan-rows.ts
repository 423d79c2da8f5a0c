import type { TrainingPlan } from '../../src-shared/training/training-plan';
import { filtersText, type Translate } from './run-title';

/** One setting of a plan in words. */
export interface PlanRow {
  readonly name: string;
  readonly label: string;
  readonly text: string;
}

interface Words {
  readonly t: Translate;
  /** Whether a key has words. */
  readonly te: (key: string) => boolean;
}

/** Every setting of a plan in words; one without words of its own is shown by its name, so that none is left out. */
export function planRows(plan: TrainingPlan, words: Words): readonly PlanRow[] {
  return Object.entries(plan)
    .filter(([name]) => name !== 'kind')
    .map(([name, value]) => ({
      name,
      label: planLabel(name, words),
      text: planValueText(name, value, words),
    }));
}

/** What a setting is called. */
export function planLabel(name: string, { t, te }: Words): string {
  if (te(`plan.fields.${name}`)) return t(`plan.fields.${name}`);
  return te(`run.planFields.${name}`) ? t(`run.planFields.${name}`) : name;
}

/** A setting's value as text; numbers in full, so that they can be copied into a plan. */
export function planValueText(name: string, value: unknown, { t, te }: Words): string {
  if (typeof value === 'boolean') return value ? t('common.yes') : t('common.no');
  if (value === null) return name === 'earlyStopPatience' ? t('plan.never') : '–';
  if (Array.isArray(value)) return filtersText(value.map(Number));
  const text = String(value);
  if (name === 'mode' && te(`mode.${text}.name`)) return t(`mode.${text}.name`);
  return name === 'preset' && te(`preset.${text}.name`) ? t(`preset.${text}.name`) : text;
}
