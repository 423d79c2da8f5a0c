import { wholePlan } from './plan-defaults';
import type { TrainingPlan } from './training-plan';

/** One setting in which plans differ. */
export interface ComparedSetting {
  /** Name of the setting, e.g. `learningRate`. */
  readonly name: string;
  /** Its value in each plan, in their order; undefined in a plan that has no such setting. */
  readonly values: readonly unknown[];
}

/**
 * The settings in which plans differ, in the order in which the plans name them. The kind is left out: it is what a run
 * is, not how it was set. What a plan leaves to the defaults counts as said.
 */
export function comparedSettings(plans: readonly TrainingPlan[]): readonly ComparedSetting[] {
  const whole = plans.map((plan) => wholePlan(plan));
  const names = [...new Set(whole.flatMap((plan) => Object.keys(plan)))];
  return names
    .filter((name) => name !== 'kind')
    .map((name) => ({ name, values: whole.map((plan): unknown => Reflect.get(plan, name)) }))
    .filter(({ values }) => new Set(values.map((value) => JSON.stringify(value))).size > 1);
}
