import { assertNever } from '../../src-shared/assert-never';
import { planDefaults } from '../../src-shared/training/plan-defaults';
import type { Schedule } from '../../src-shared/training/training-plan';

/**
 * Learning rate of one iteration.
 *
 * `cosine`: rate · (1 + cos(π·i/N))/2, from the full rate at i = 0 towards 0 at i = N.
 * `step`: rate · factor^⌊i/every⌋.
 *
 * @param iteration 0-based
 */
export function learningRateAt(
  plan: {
    readonly learningRate: number;
    readonly schedule: Schedule;
    readonly iterations: number;
    readonly stepFactor?: number | undefined;
    readonly stepEvery?: number | undefined;
  },
  iteration: number,
): number {
  switch (plan.schedule) {
    case 'constant':
      return plan.learningRate;
    case 'cosine':
      return (plan.learningRate * (1 + Math.cos((Math.PI * iteration) / plan.iterations))) / 2;
    case 'step': {
      const { stepFactor = planDefaults.stepFactor, stepEvery = planDefaults.stepEvery } = plan;
      return plan.learningRate * stepFactor ** Math.floor(iteration / stepEvery);
    }
    default:
      return assertNever(plan.schedule);
  }
}
