import { z } from '../jitless-zod';

/** Named starting points of a plan; see `presets.ts`. */
export const presetNames = ['paper', 'workstation', 'quick'] as const;
export const trainingModes = ['transfer', 'scratch', 'scratch-augmented'] as const;
export const schedules = ['constant', 'cosine', 'step'] as const;
export const classWeightings = ['none', 'balanced'] as const;
export const inputKinds = ['as-images', 'gray', 'colour'] as const;
export type PresetName = (typeof presetNames)[number];
export type TrainingMode = (typeof trainingModes)[number];
export type Schedule = (typeof schedules)[number];
export type InputKind = (typeof inputKinds)[number];

/** Names of sets of weights: they name files, and are typed. */
export const weightSetName = /^[a-z0-9][a-z0-9._-]{0,47}$/;

const count = z.number().int().min(1);
const seed = z
  .number()
  .int()
  .min(0)
  .max(2 ** 31 - 1);

// Fields that came later are optional, and mean what `planDefaults` says where they are missing: plans and jobs that
// were stored without them stay what they were, to the byte.

const sharedFields = {
  preset: z.enum([...presetNames, 'custom']),
  /** Name of a registered `*.architecture.ts`. */
  architecture: z.string().min(1).max(64),
  /** Images are shrunk by an area mean to this share of their size before anything else; 1 leaves them. */
  imageScale: z.number().gt(0).max(1),
  /** Side of a square patch, scaled pixels. */
  patchSize: z.number().int().min(16).max(1024),
  batchSize: count.max(1024),
  optimiser: z.enum(['sgd', 'adam']),
  learningRate: z.number().gt(0).max(10),
  schedule: z.enum(schedules),
  /** `step`: the rate is multiplied by this … */
  stepFactor: z.number().gt(0).max(1).optional(),
  /** … each time so many iterations are done. */
  stepEvery: count.max(10_000_000).optional(),
  momentum: z.number().min(0).lt(1),
  weightDecay: z.number().min(0).max(1),
  /** SGD iterations (steps of one batch) at most. */
  iterations: count.max(10_000_000),
  /**
   * Epochs instead of iterations: as many patches are drawn in one as there are training patches in all their forms.
   * A run's stored plan keeps both, `iterations` counted from its labels (`epochs.ts`); null goes by iterations.
   */
  epochs: z.number().gt(0).max(1_000_000).nullable().optional(),
  /** Iterations between evaluations. */
  evaluationInterval: count.max(10_000_000),
  /** Evaluations without progress on validation after which the trial stops; null never stops early. */
  earlyStopPatience: count.nullable(),
  /** Share of the training part that becomes validation; 0 evaluates on the test side, as the paper does. */
  validationShare: z.number().min(0).max(0.5),
  patchesPerOk: count.max(1000),
  patchesPerDefective: count.max(1000),
  /** Whether patches are drawn in the eight forms of the square. */
  eightForms: z.boolean(),
  /** With eight forms: in how many of them each patch is drawn, chosen by seed and place. */
  formsPerPatch: z.number().int().min(1).max(8).default(8),
  trials: count.max(100),
  /** Seeds weights, patch positions, order of data. */
  seed,
  /** Seeds the stored splits. */
  splitSeed: seed,
};

/** Everything a teacher run does, apart from the images. */
export const teacherPlanSchema = z.strictObject({
  kind: z.literal('teacher'),
  ...sharedFields,
  mode: z.enum(trainingModes),
  /** Leading conv blocks kept as ImageNet made them; their output is computed once and cached. */
  frozenBlocks: z.number().int().min(0).max(5),
  /** Whether each class weighs in the loss by the inverse of its number of training patches (`class-weights.ts`). */
  classWeights: z.enum(classWeightings).optional(),
  /** Share of each class's training images that train (`training-share.ts`); validation and test stay whole. */
  trainingShare: z.number().gt(0).max(1).optional(),
  /** Name of the set of pretrained convolutions that the mode transfer starts from. */
  weights: z.string().regex(weightSetName).optional(),
  /** What the network is fed: colour where any image has it, or all gray, or all colour. */
  input: z.enum(inputKinds).optional(),
});

/** Everything a student run does: trained to the logits of `teacherRun`, trial by trial (eq. 1). */
export const studentPlanSchema = z.strictObject({
  kind: z.literal('student'),
  ...sharedFields,
  teacherRun: z.string().min(1).max(64),
  /** Filters of the five conv layers, C1 … C5. */
  filters: z.tuple([count, count, count, count, count]),
});

export type TeacherPlan = Readonly<z.infer<typeof teacherPlanSchema>>;
export type StudentPlan = Readonly<z.infer<typeof studentPlanSchema>>;
export type TrainingPlan = TeacherPlan | StudentPlan;
