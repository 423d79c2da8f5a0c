import { assertNever } from '../../src-shared/assert-never';

/**
 * Learning rate of one iteration.
 *
 * `cosine`: rate · (1 + cos(π·i/N))/2, from the full rate at i = 0 towards 0 at i = N.
 *
 * @param iteration 0-based
 */
export function learningRateAt(
  plan: {
    readonly learningRate: number;
    readonly schedule: 'constant' | 'cosine';
    readonly iterations: number;
  },
  iteration: number,
): number {
  switch (plan.schedule) {
    case 'constant':
      return plan.learningRate;
    case 'cosine':
      return (plan.learningRate * (1 + Math.cos((Math.PI * iteration) / plan.iterations))) / 2;
    default:
      return assertNever(plan.schedule);
  }
}
