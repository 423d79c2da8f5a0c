import {
  countOf,
  countOfNames,
  nameSome,
  spokenBytes,
  spokenDuration,
  type SomeNames,
} from './phrases';
import type { Spoken } from './sentence';

/** A texture with how many images of a kind it has. */
export interface OfTexture {
  readonly texture: string;
  readonly count: number;
}

export interface Texture {
  readonly texture: string;
}

export interface Teacher {
  readonly run: string;
}

export interface Listed {
  readonly names: SomeNames;
}

/** What a batch needs of memory, bytes, and a batch that would fit; null where none smaller would. */
export interface Memory {
  readonly batch: number;
  readonly need: number;
  readonly room: number;
  readonly fitting: number | null;
}

function memoryNeed({ batch, need }: Memory): string {
  return `A batch of ${batch} needs about ${spokenBytes(need)} of memory`;
}

function memoryAdvice({ fitting }: Memory): string {
  return fitting === null
    ? 'choose a smaller patchSize, a smaller architecture or more frozen blocks'
    : `a batchSize of ${fitting} would fit`;
}

const leftOutBecause = {
  unlabelled: 'without a label',
  unsure: 'marked unsure',
  disputed: 'disputed',
} as const;

const poorSide = {
  training: 'Few defective images with an ellipse to learn from',
  validation: 'No defective image to validate with',
  test: 'Few defective images to test with',
} as const;

const poorSideMeans = {
  training: 'defects that look different will escape',
  validation: 'early stop and thresholds will not see such defects',
  test: 'the TPR will say little',
} as const;

/** What stands against a plan, and what its user should know of it. */
export const planSentences = {
  planNothingLabelled: (): Spoken =>
    'The project has no image labelled ok or defective; label some, or import labels.',
  planPatchTooLarge: ({ patchSize }: { readonly patchSize: number }): Spoken =>
    `No labelled image is as large as a patch of ${patchSize} pixels; choose a smaller patch.`,
  planOneClass: (): Spoken =>
    'All images that can train are of one class; add images of another texture, or defective ones with ellipses.',
  planNoDefective: ({ texture }: Texture): Spoken =>
    `Texture ${texture} has no defective image with an ellipse: its defects cannot be learned, and all will escape.`,
  planFewDefective: ({ texture, count }: OfTexture): Spoken =>
    `Texture ${texture} has only ${countOf(count, 'defective image')}; its TPR will say little.`,
  planNoOk: ({ texture }: Texture): Spoken =>
    `Texture ${texture} has no ok image: every one of its parts will look defective.`,
  planFewOk: ({ texture, count }: OfTexture): Spoken =>
    `Texture ${texture} has only ${countOf(count, 'ok image')}; its TNR will say little.`,
  planLeftOut: ({
    names,
    because,
  }: Listed & { readonly because: keyof typeof leftOutBecause }): Spoken =>
    `${leftOut(names)}, ${leftOutBecause[because]}: ${nameSome(names)}.`,
  /** @param imageScale of the plan, 1 where images keep their size */
  planTooSmall: ({
    names,
    patchSize,
    imageScale,
  }: Listed & { readonly patchSize: number; readonly imageScale: number }): Spoken => {
    const scaled = imageScale < 1 ? ` once scaled by ${imageScale}` : '';
    return `${leftOut(names)}, smaller than a patch of ${patchSize} pixels${scaled}: ${nameSome(names)}.`;
  },
  planWithoutEllipse: ({ names }: Listed): Spoken => {
    const count = countOfNames(names);
    return `${countOf(count, 'defective image')} without an ellipse ${count === 1 ? 'gives' : 'give'} no training patch: ${nameSome(names)}.`;
  },
  planEmptyTextures: ({ names }: Listed): Spoken => {
    const count = countOfNames(names);
    return `${countOf(count, 'texture')} without a usable image ${count === 1 ? 'takes' : 'take'} no part: ${nameSome(names)}.`;
  },
  planPoorSide: ({ side, names }: Listed & { readonly side: keyof typeof poorSide }): Spoken =>
    `${poorSide[side]}: ${nameSome(names)}; ${poorSideMeans[side]}.`,
  planPatienceAlone: (): Spoken =>
    'Early stop looks at validation images: choose a validationShare above 0, or no earlyStopPatience.',
  planFrozenAtRandom: ({ mode }: { readonly mode: string }): Spoken =>
    `Mode ${mode} starts at random, and frozen blocks would stay random: choose frozenBlocks 0 or mode transfer.`,
  planNoValidation: (): Spoken =>
    'Without validation images, accuracy is followed on the test images while it trains, as the paper does.',
  planLong: ({ seconds }: { readonly seconds: number }): Spoken =>
    `This run takes about ${spokenDuration(seconds)} on this computer.`,
  planNoTeacher: ({ run }: Teacher): Spoken => `There is no run ${run} in this project.`,
  planTeacherIsStudent: ({ run }: Teacher): Spoken =>
    `Run ${run} is a student; students learn from teachers.`,
  planTeacherWaits: ({ run }: Teacher): Spoken =>
    `Teacher ${run} is not done; the student waits until it is.`,
  planTeacherTrials: ({
    run,
    trials,
    wanted,
  }: Teacher & { readonly trials: number; readonly wanted: number }): Spoken =>
    `Teacher ${run} has ${countOf(trials, 'finished trial')}, and the student asks for ${wanted}.`,
  planUnequal: (values: {
    readonly field: 'imageScale' | 'patchSize' | 'splitSeed';
    readonly student: number;
    readonly teacher: number;
  }): Spoken =>
    `The student's ${values.field} is ${values.student} and its teacher's ${values.teacher}; they must be equal.`,
  planMemory: (memory: Memory): Spoken =>
    `${memoryNeed(memory)}, and this computer can give ${spokenBytes(memory.room)}; ${memoryAdvice(memory)}.`,
  planMemoryNow: (memory: Memory): Spoken =>
    `${memoryNeed(memory)}, and other programs leave ${spokenBytes(memory.room)} now; close some, or ${memoryAdvice(memory)}.`,
  planDisk: ({ need, free }: { readonly need: number; readonly free: number }): Spoken =>
    `The run needs about ${spokenBytes(need)} of disk while it trains, and ${spokenBytes(free)} can be had; free some, or choose fewer patches, forms or trials.`,
  planNoArchitecture: (values: {
    readonly architecture: string;
    readonly kind: 'teacher' | 'student';
    readonly names: readonly string[];
  }): Spoken =>
    `There is no architecture "${values.architecture}" for a ${values.kind}; there is ${values.names.join(', ')}.`,
  planBlocks: (values: {
    readonly architecture: string;
    readonly blocks: number;
    readonly frozen: number;
  }): Spoken =>
    `Architecture ${values.architecture} has ${values.blocks} blocks, and frozenBlocks asks for ${values.frozen}.`,
  planPatchTooSmall: (values: {
    readonly patchSize: number;
    readonly architecture: string;
  }): Spoken =>
    `A patch of ${values.patchSize} pixels is too small for architecture ${values.architecture}; choose a larger patchSize.`,
  planNoWeights: ({ name }: { readonly name: string }): Spoken =>
    `There is no usable set of weights called "${name}"; import it, or choose another.`,
  planWeightsMisfit: (values: {
    readonly name: string;
    readonly of: string;
    readonly architecture: string;
  }): Spoken =>
    `The weights ${values.name} are of ${values.of} and do not fit architecture ${values.architecture}; choose other weights, another architecture, or mode scratch.`,
};

function leftOut(names: SomeNames): string {
  const count = countOfNames(names);
  return `${countOf(count, 'image')} ${count === 1 ? 'is' : 'are'} left out`;
}
