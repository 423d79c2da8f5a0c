import { wholePlan } from '../../src-shared/training/plan-defaults';
import {
  classWeightings,
  inputKinds,
  schedules,
  type TrainingPlan,
} from '../../src-shared/training/training-plan';

/** How one setting of a plan is asked for under "More". */
export type PlanField =
  | {
      readonly kind: 'number';
      readonly name: NumberField;
      readonly min: number;
      readonly max: number;
      readonly step: number;
      /** Decimals shown; left out for whole numbers. */
      readonly precision?: number;
    }
  | {
      readonly kind: 'choice';
      readonly name: ChoiceField;
      readonly values: readonly string[];
    }
  | { readonly kind: 'switch'; readonly name: 'eightForms' }
  /** A number that can be switched off: null. */
  | {
      readonly kind: 'optional';
      readonly name: OptionalField;
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly precision?: number;
      /** What it starts with when it is switched on. */
      readonly usual: number;
    };

type ChoiceField = 'optimiser' | 'schedule' | 'classWeights' | 'input';
type OptionalField = 'earlyStopPatience' | 'epochs';

type NumberField =
  | 'imageScale'
  | 'patchSize'
  | 'batchSize'
  | 'learningRate'
  | 'stepFactor'
  | 'stepEvery'
  | 'trainingShare'
  | 'momentum'
  | 'weightDecay'
  | 'iterations'
  | 'evaluationInterval'
  | 'validationShare'
  | 'patchesPerOk'
  | 'patchesPerDefective'
  | 'formsPerPatch'
  | 'trials'
  | 'seed'
  | 'splitSeed'
  | 'frozenBlocks';

export interface PlanFieldGroup {
  readonly name: 'optimisation' | 'data' | 'repetition';
  readonly fields: readonly PlanField[];
}

const largestSeed = 2 ** 31 - 1;

/** All settings of a plan but the plain view's, grouped; bounds are those of the plan's schema. */
export function planFieldGroups(kind: TrainingPlan['kind']): readonly PlanFieldGroup[] {
  const only = (fields: readonly PlanField[]): readonly PlanField[] =>
    kind === 'teacher' ? fields : [];
  return [
    {
      name: 'optimisation',
      fields: [
        { kind: 'number', name: 'iterations', min: 1, max: 10_000_000, step: 100 },
        {
          kind: 'optional',
          name: 'epochs',
          min: 0.01,
          max: 1_000_000,
          step: 1,
          precision: 2,
          usual: 10,
        },
        { kind: 'number', name: 'evaluationInterval', min: 1, max: 10_000_000, step: 10 },
        { kind: 'optional', name: 'earlyStopPatience', min: 1, max: 1000, step: 1, usual: 5 },
        { kind: 'number', name: 'batchSize', min: 1, max: 1024, step: 1 },
        { kind: 'choice', name: 'optimiser', values: ['sgd', 'adam'] },
        { kind: 'number', name: 'learningRate', min: 0.000001, max: 10, step: 0.001, precision: 6 },
        { kind: 'choice', name: 'schedule', values: schedules },
        { kind: 'number', name: 'stepFactor', min: 0.001, max: 1, step: 0.1, precision: 3 },
        { kind: 'number', name: 'stepEvery', min: 1, max: 10_000_000, step: 100 },
        { kind: 'number', name: 'momentum', min: 0, max: 0.999, step: 0.1, precision: 3 },
        { kind: 'number', name: 'weightDecay', min: 0, max: 1, step: 0.0001, precision: 6 },
        ...only([
          { kind: 'choice', name: 'classWeights', values: classWeightings },
          { kind: 'number', name: 'frozenBlocks', min: 0, max: 5, step: 1 },
        ]),
      ],
    },
    {
      name: 'data',
      fields: [
        { kind: 'number', name: 'imageScale', min: 0.01, max: 1, step: 0.05, precision: 3 },
        { kind: 'number', name: 'patchSize', min: 16, max: 1024, step: 16 },
        ...only([{ kind: 'choice', name: 'input', values: inputKinds }]),
        { kind: 'number', name: 'patchesPerOk', min: 1, max: 1000, step: 1 },
        { kind: 'number', name: 'patchesPerDefective', min: 1, max: 1000, step: 1 },
        { kind: 'switch', name: 'eightForms' },
        { kind: 'number', name: 'formsPerPatch', min: 1, max: 8, step: 1 },
        { kind: 'number', name: 'validationShare', min: 0, max: 0.5, step: 0.05, precision: 2 },
        ...only([
          { kind: 'number', name: 'trainingShare', min: 0.01, max: 1, step: 0.2, precision: 2 },
        ]),
      ],
    },
    {
      name: 'repetition',
      fields: [
        { kind: 'number', name: 'trials', min: 1, max: 100, step: 1 },
        { kind: 'number', name: 'seed', min: 0, max: largestSeed, step: 1 },
        { kind: 'number', name: 'splitSeed', min: 0, max: largestSeed, step: 1 },
      ],
    },
  ];
}

/** Whether a setting does anything in this plan; one that does not is shown disabled. */
export function fieldMatters(plan: TrainingPlan, name: PlanField['name']): boolean {
  switch (name) {
    case 'stepFactor':
    case 'stepEvery':
      return plan.schedule === 'step';
    case 'momentum':
      return plan.optimiser === 'sgd';
    case 'formsPerPatch':
      return plan.eightForms;
    case 'iterations':
      return wholePlan(plan).epochs === null;
    default:
      return true;
  }
}

/** The value of a number setting; 0 for one that this kind of plan does not have. */
export function numberOf(plan: TrainingPlan, name: NumberField): number {
  const value: unknown = Reflect.get(wholePlan(plan), name);
  return typeof value === 'number' ? value : 0;
}

/** What a setting that can be switched off holds; null for off. */
export function optionalOf(plan: TrainingPlan, name: OptionalField): number | null {
  return wholePlan(plan)[name];
}

/** The choice that a plan holds. */
export function choiceOf(plan: TrainingPlan, name: ChoiceField): string {
  return String(Reflect.get(wholePlan(plan), name));
}
