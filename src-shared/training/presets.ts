import type { PresetName, StudentPlan, TeacherPlan, TrainingMode } from './training-plan';

/** What a preset is for, and what it departs from, in a sentence or two for the user. */
export const presetDescriptions: Readonly<Record<PresetName, string>> = {
  paper:
    'Exactly the published experiment: the whole VGG16 is fine-tuned and its accuracy is read on the test images while it trains. On a processor without a GPU this takes weeks.',
  workstation:
    'VGG16 at full resolution for a computer without a GPU: blocks 1 to 4 stay as ImageNet made them and are computed once, block 5 and the dense layers are trained, and validation images decide when to stop. The paper fine-tunes every layer.',
  quick:
    'A first look in minutes: the first three blocks of VGG16 as ImageNet made them, on small patches, with a small trained head. It sees little of the surroundings of a spot, so expect more false alarms than from the other presets.',
};

/** Image side and patches of a mode, as the protocol has them. */
const paperPatches = {
  transfer: { patchesPerOk: 1, patchesPerDefective: 1, eightForms: false, formsPerPatch: 8 },
  scratch: { patchesPerOk: 1, patchesPerDefective: 1, eightForms: false, formsPerPatch: 8 },
  'scratch-augmented': {
    patchesPerOk: 3,
    patchesPerDefective: 20,
    eightForms: true,
    formsPerPatch: 8,
  },
} as const;

/** SGD iterations at most, past the published convergence (2,242, 17,200 and 320,000), and how often to look. */
const paperLengths = {
  transfer: { iterations: 6_000, evaluationInterval: 100 },
  scratch: { iterations: 30_000, evaluationInterval: 500 },
  'scratch-augmented': { iterations: 400_000, evaluationInterval: 5_000 },
} as const;

/**
 * Patches of 112 are small against an image, which is decided from 25 of them: without many patches that hold no defect,
 * one of the 25 is soon taken for one. Each is drawn in one form of its own, since every form would go through the
 * frozen blocks.
 */
const quickPatches = {
  transfer: { patchesPerOk: 16, patchesPerDefective: 8, eightForms: true, formsPerPatch: 1 },
  scratch: { patchesPerOk: 16, patchesPerDefective: 8, eightForms: false, formsPerPatch: 8 },
  'scratch-augmented': {
    patchesPerOk: 16,
    patchesPerDefective: 8,
    eightForms: true,
    formsPerPatch: 8,
  },
} as const;

/**
 * An image is decided from nine patches, of which none may be taken for defective: with one patch of every sound image
 * there were five false alarms in 66. Many places in few forms teach more than few in all, at the same cost.
 */
const workstationPatches = {
  transfer: { patchesPerOk: 4, patchesPerDefective: 6, eightForms: true, formsPerPatch: 2 },
  scratch: { patchesPerOk: 1, patchesPerDefective: 1, eightForms: false, formsPerPatch: 8 },
  'scratch-augmented': {
    patchesPerOk: 4,
    patchesPerDefective: 6,
    eightForms: true,
    formsPerPatch: 8,
  },
} as const;

/** A teacher's plan to start from (design.md, Presets). */
export function teacherPreset(name: PresetName, mode: TrainingMode): TeacherPlan {
  const seeds = { seed: 1, splitSeed: 1 };
  switch (name) {
    case 'paper':
      return {
        kind: 'teacher',
        preset: name,
        architecture: 'vgg16',
        imageScale: 1,
        patchSize: 224,
        batchSize: 32,
        optimiser: 'sgd',
        learningRate: 1e-3,
        schedule: 'constant',
        momentum: 0,
        weightDecay: 0,
        ...paperLengths[mode],
        earlyStopPatience: null,
        validationShare: 0,
        ...paperPatches[mode],
        trials: 5,
        ...seeds,
        mode,
        frozenBlocks: 0,
      };
    case 'workstation':
      return {
        kind: 'teacher',
        preset: name,
        architecture: 'vgg16',
        imageScale: 1,
        patchSize: 224,
        batchSize: 32,
        // The published rate kills the ReLUs of dense layers at random together with momentum (docs/decisions/0050).
        optimiser: 'adam',
        learningRate: 1e-4,
        schedule: 'cosine',
        momentum: 0,
        weightDecay: 0,
        iterations: 300,
        evaluationInterval: 25,
        earlyStopPatience: 6,
        validationShare: 0.1,
        ...workstationPatches[mode],
        trials: 3,
        ...seeds,
        mode,
        // From scratch there is nothing worth keeping in the lower blocks.
        frozenBlocks: mode === 'transfer' ? 4 : 0,
      };
    case 'quick':
      return {
        kind: 'teacher',
        preset: name,
        architecture: 'vgg16-three-blocks',
        // Small patches rather than small images: half the scale hides scratches that are one pixel wide.
        imageScale: 1,
        patchSize: 112,
        batchSize: 32,
        optimiser: 'adam',
        learningRate: 2e-3,
        schedule: 'cosine',
        momentum: 0,
        weightDecay: 0,
        // With frozen blocks a step is cheap, and computing them for a patch is not.
        iterations: mode === 'transfer' ? 600 : 200,
        evaluationInterval: 40,
        earlyStopPatience: null,
        validationShare: 0.1,
        ...quickPatches[mode],
        trials: 1,
        ...seeds,
        mode,
        frozenBlocks: mode === 'transfer' ? 3 : 0,
      };
  }
}

/** What a student's training differs in by preset. */
const studentTraining = {
  paper: {
    learningRate: 1e-3,
    iterations: 20_000,
    evaluationInterval: 500,
    earlyStopPatience: 10,
    patchesPerOk: 3,
    patchesPerDefective: 20,
    eightForms: true,
    formsPerPatch: 8,
  },
  // Two forms a patch were too few for a sure teacher's student: it remembered them. And it sees no defect for its first
  // thousand iterations, in which validation accuracy stands still: patience must outlast that.
  workstation: {
    learningRate: 2e-3,
    iterations: 4_000,
    evaluationInterval: 100,
    earlyStopPatience: 20,
    eightForms: true,
    formsPerPatch: 4,
  },
  // The teacher's own patches, of whose first form it has said its logits already, and one more form of each.
  quick: {
    learningRate: 3e-3,
    iterations: 2_000,
    evaluationInterval: 100,
    earlyStopPatience: null,
    eightForms: true,
    formsPerPatch: 2,
  },
} as const;

/**
 * A student's plan to start from: the teacher's pictures, patches, trials and splits; Adam with a cosine end,
 * early stop on validation, and patches in eight forms (protocol.md, Student). `quick` never stops early.
 *
 * @param teacherRun id of the teacher's run
 * @param filters of the five convolutions, e.g. 4, 8, 16, 4, 4
 */
export function studentPreset(
  name: PresetName,
  teacherPlan: TeacherPlan,
  teacherRun: string,
  filters: readonly [number, number, number, number, number],
): StudentPlan {
  return {
    kind: 'student',
    preset: name,
    architecture: 'student',
    imageScale: teacherPlan.imageScale,
    patchSize: teacherPlan.patchSize,
    batchSize: 32,
    optimiser: 'adam',
    schedule: 'cosine',
    momentum: 0,
    weightDecay: 0,
    validationShare: teacherPlan.validationShare > 0 ? teacherPlan.validationShare : 0.1,
    patchesPerOk: teacherPlan.patchesPerOk,
    patchesPerDefective: teacherPlan.patchesPerDefective,
    ...studentTraining[name],
    trials: teacherPlan.trials,
    seed: teacherPlan.seed,
    splitSeed: teacherPlan.splitSeed,
    teacherRun,
    filters: [...filters],
  };
}
