import { wholePlan } from './plan-defaults';
import type { TrainingPlan } from './training-plan';

/** A setting that two plans give different values; undefined where a plan does not have it. */
export interface PlanDifference {
  readonly name: string;
  readonly left: unknown;
  readonly right: unknown;
}

/** The settings in which two plans differ, defaults written out, in the order of the plans; the preset's name is none. */
export function planDifferences(
  left: TrainingPlan,
  right: TrainingPlan,
): readonly PlanDifference[] {
  const [one, other] = [wholePlan(left), wholePlan(right)];
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.flatMap((name) => {
    if (name === 'preset') return [];
    const difference = {
      name,
      left: Reflect.get(one, name) as unknown,
      right: Reflect.get(other, name) as unknown,
    };
    const same = JSON.stringify(difference.left) === JSON.stringify(difference.right);
    return same ? [] : [difference];
  });
}
