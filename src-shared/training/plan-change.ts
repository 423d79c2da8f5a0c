import type { TrainingPlan } from './training-plan';

/** Settings that may change without leaving the preset: they repeat the same experiment. */
const repetition: readonly string[] = ['trials', 'seed', 'splitSeed'];

/**
 * The plan with one setting changed; one that changes the experiment is no longer the preset's. Who sets iterations
 * means iterations: epochs, which would win over them, are dropped.
 *
 * @param value not checked against the plan's schema
 */
export function withSetting<P extends TrainingPlan>(plan: P, name: string, value: unknown): P {
  const preset = repetition.includes(name) ? plan.preset : 'custom';
  const changed = { ...plan, [name]: value, preset };
  return name === 'iterations' && typeof plan.epochs === 'number'
    ? { ...changed, epochs: null }
    : changed;
}
