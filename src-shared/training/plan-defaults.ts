import type { StudentPlan, TeacherPlan, TrainingPlan } from './training-plan';

/** What a plan means that lacks a setting which came later. */
export const planDefaults = {
  stepFactor: 0.1,
  stepEvery: 1000,
  epochs: null,
  classWeights: 'none',
  trainingShare: 1,
  input: 'as-images',
  weights: 'imagenet',
} as const;

const sharedDefaults = {
  stepFactor: planDefaults.stepFactor,
  stepEvery: planDefaults.stepEvery,
  epochs: planDefaults.epochs,
} as const;

/** A plan with every setting written out. */
export type WholePlan<P extends TrainingPlan> = P extends unknown
  ? { readonly [K in keyof P]-?: Exclude<P[K], undefined> }
  : never;

/** Writes out what a plan leaves to the defaults; for showing and comparing, not for storing. */
export function wholePlan(plan: TeacherPlan): WholePlan<TeacherPlan>;
export function wholePlan(plan: StudentPlan): WholePlan<StudentPlan>;
export function wholePlan(plan: TrainingPlan): WholePlan<TrainingPlan>;
export function wholePlan(plan: TrainingPlan): WholePlan<TrainingPlan> {
  const given = Object.fromEntries(
    Object.entries(plan).filter(([, value]: [string, unknown]) => value !== undefined),
  );
  const defaults = plan.kind === 'teacher' ? planDefaults : sharedDefaults;
  // The entries of a plan are a plan; fromEntries forgets their types.
  return { ...defaults, ...given } as WholePlan<TrainingPlan>;
}
