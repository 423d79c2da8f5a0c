import type { TrainingPlan } from '../../src-shared/training/training-plan';

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
      readonly name: 'optimiser' | 'schedule';
      readonly values: readonly string[];
    }
  | { readonly kind: 'switch'; readonly name: 'eightForms' }
  /** null: never stops early. */
  | { readonly kind: 'patience'; readonly name: 'earlyStopPatience' };

type NumberField =
  | 'imageScale'
  | 'patchSize'
  | 'batchSize'
  | 'learningRate'
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
  const frozen: readonly PlanField[] =
    kind === 'teacher' ? [{ kind: 'number', name: 'frozenBlocks', min: 0, max: 5, step: 1 }] : [];
  return [
    {
      name: 'optimisation',
      fields: [
        { kind: 'number', name: 'iterations', min: 1, max: 10_000_000, step: 100 },
        { kind: 'number', name: 'evaluationInterval', min: 1, max: 10_000_000, step: 10 },
        { kind: 'patience', name: 'earlyStopPatience' },
        { kind: 'number', name: 'batchSize', min: 1, max: 1024, step: 1 },
        { kind: 'choice', name: 'optimiser', values: ['sgd', 'adam'] },
        { kind: 'number', name: 'learningRate', min: 1e-7, max: 10, step: 0.001, precision: 6 },
        { kind: 'choice', name: 'schedule', values: ['constant', 'cosine'] },
        { kind: 'number', name: 'momentum', min: 0, max: 0.999, step: 0.1, precision: 3 },
        { kind: 'number', name: 'weightDecay', min: 0, max: 1, step: 0.0001, precision: 6 },
        ...frozen,
      ],
    },
    {
      name: 'data',
      fields: [
        { kind: 'number', name: 'imageScale', min: 0.01, max: 1, step: 0.05, precision: 3 },
        { kind: 'number', name: 'patchSize', min: 16, max: 1024, step: 16 },
        { kind: 'number', name: 'patchesPerOk', min: 1, max: 1000, step: 1 },
        { kind: 'number', name: 'patchesPerDefective', min: 1, max: 1000, step: 1 },
        { kind: 'switch', name: 'eightForms' },
        { kind: 'number', name: 'formsPerPatch', min: 1, max: 8, step: 1 },
        { kind: 'number', name: 'validationShare', min: 0, max: 0.5, step: 0.05, precision: 2 },
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

/** Settings that may change without leaving the preset: they repeat the same experiment. */
const repetition: readonly string[] = ['trials', 'seed', 'splitSeed'];

/** The plan with one setting changed; one that changes the experiment is no longer the preset's. */
export function changedPlan<P extends TrainingPlan>(plan: P, name: string, value: unknown): P {
  const preset = repetition.includes(name) ? plan.preset : 'custom';
  return { ...plan, [name]: value, preset };
}

/** The value of a number setting; 0 for one that this kind of plan does not have. */
export function numberOf(plan: TrainingPlan, name: NumberField): number {
  if (name === 'frozenBlocks') return plan.kind === 'teacher' ? plan.frozenBlocks : 0;
  return plan[name];
}
