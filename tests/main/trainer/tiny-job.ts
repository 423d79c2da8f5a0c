import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { randomStream } from '../../../src-shared/dataset/random';
import type { Side } from '../../../src-shared/dataset/label';
import type {
  JobImage,
  StudentJob,
  TeacherJob,
  TrialResult,
} from '../../../src-shared/training/trainer-job';
import { teacherPreset } from '../../../src-shared/training/presets';
import type { StudentPlan, TeacherPlan } from '../../../src-shared/training/training-plan';
import type { TrainerEvent } from '../../../src-shared/training/training-progress';
import type { JobContext } from '../../../src-main/trainer-process/job-context';
import { randomWeights } from './random-weights';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true, force: true });
  }
});

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ellipsight-trainer-'));
  folders.push(folder);
  return folder;
}

/** A plan that trains in a second or two: 32-pixel patches, two textures. */
export const tinyTeacherPlan: TeacherPlan = {
  ...teacherPreset('quick', 'scratch'),
  preset: 'custom',
  architecture: 'vgg16-two-blocks',
  imageScale: 1,
  patchSize: 16,
  batchSize: 8,
  optimiser: 'adam',
  learningRate: 0.002,
  schedule: 'cosine',
  iterations: 24,
  evaluationInterval: 6,
  earlyStopPatience: null,
  validationShare: 0.1,
  patchesPerOk: 2,
  patchesPerDefective: 2,
  eightForms: true,
  formsPerPatch: 8,
  trials: 1,
};

export const tinyStudentPlan: StudentPlan = {
  kind: 'student',
  preset: 'custom',
  architecture: 'student',
  imageScale: 1,
  patchSize: 32,
  batchSize: 8,
  optimiser: 'adam',
  learningRate: 0.002,
  schedule: 'cosine',
  momentum: 0,
  weightDecay: 0,
  iterations: 20,
  evaluationInterval: 5,
  earlyStopPatience: null,
  validationShare: 0.1,
  patchesPerOk: 2,
  patchesPerDefective: 2,
  eightForms: true,
  formsPerPatch: 8,
  trials: 1,
  seed: 1,
  splitSeed: 1,
  teacherRun: 'teacher',
  filters: [4, 4, 4, 4, 4],
};

const textures = ['dark', 'light'];
const imageSide = 40;
const perClass = 10;

function sideOf(number: number): Side {
  if (number >= 8) {
    return 'test';
  }
  return number >= 7 ? 'validation' : 'training';
}

/**
 * Ten images of each class: noise around 60 or 180, and for the defective ones a disc of radius 6 in the middle, so
 * that every patch of 32 (and some of 16) holds it whole.
 */
function tinyImages(): { readonly images: JobImage[]; readonly pixels: Buffer; sides: Side[] } {
  const images: JobImage[] = [];
  const pixels: Buffer[] = [];
  const sides: Side[] = [];
  for (const texture of [0, 1]) {
    for (const defective of [false, true]) {
      for (let number = 0; number < perClass; number += 1) {
        const random = randomStream(7, 'tiny-image', texture, defective ? 1 : 0, number);
        const own = Buffer.alloc(imageSide * imageSide);
        for (let y = 0; y < imageSide; y += 1) {
          for (let x = 0; x < imageSide; x += 1) {
            const inside = (x - 19.5) ** 2 + (y - 19.5) ** 2 <= 36;
            const base = texture === 0 ? 60 : 180;
            own[y * imageSide + x] = base + random.integer(30) + (defective && inside ? 45 : 0);
          }
        }
        images.push({
          sha256: createHash('sha256').update(own).digest('hex'),
          name: `${String(texture)}/${defective ? 'defective' : 'ok'}-${number}.png`,
          width: imageSide,
          height: imageSide,
          offset: images.length * imageSide * imageSide,
          texture,
          defective,
          ellipses: defective ? [{ x: 20, y: 20, a: 6, b: 6, angle: 0 }] : [],
        });
        pixels.push(own);
        sides.push(sideOf(number));
      }
    }
  }
  return { images, pixels: Buffer.concat(pixels), sides };
}

function sharedParts(folder: string, patchSize: number) {
  const { images, pixels, sides } = tinyImages();
  mkdirSync(join(folder, 'patches'), { recursive: true });
  mkdirSync(join(folder, 'weights'), { recursive: true });
  writeFileSync(join(folder, 'patches/pixels.raw'), pixels);
  // Around the middle, so that patches of defective images hold the disc.
  const first = (imageSide - patchSize) / 2;
  return {
    formatVersion: 1 as const,
    run: 'tiny',
    textures,
    images,
    pixels: {
      file: 'patches/pixels.raw',
      sha256: createHash('sha256').update(pixels).digest('hex'),
      channels: 1 as const,
    },
    trials: [{ trial: 1, sides }],
    patches: images.flatMap((_, image) => [
      { image, x: first, y: first },
      { image, x: first - 2, y: first + 1 },
    ]),
  };
}

/** Writes a job folder for a teacher; transfer plans get random weights in ImageNet's place. */
export function writeTeacherJob(folder: string, plan: TeacherPlan): TeacherJob {
  const shared = sharedParts(folder, plan.patchSize);
  const job: TeacherJob = {
    ...shared,
    kind: 'teacher',
    plan,
    weights:
      plan.mode === 'transfer' ? randomWeights(folder, 'weights/imagenet.safetensors') : null,
  };
  writeFileSync(join(folder, 'job.json'), JSON.stringify(job));
  return job;
}

/** Writes a job folder for a student of a teacher that was trained in another one. */
export function writeStudentJob(
  folder: string,
  plan: StudentPlan,
  teacher: { readonly plan: TeacherPlan; readonly model: Buffer },
): StudentJob {
  const shared = sharedParts(folder, plan.patchSize);
  writeFileSync(join(folder, 'weights/teacher-1.safetensors'), teacher.model);
  const sha256 = createHash('sha256').update(teacher.model).digest('hex');
  const job: StudentJob = {
    ...shared,
    kind: 'student',
    plan,
    teacher: { plan: teacher.plan, models: [{ file: 'weights/teacher-1.safetensors', sha256 }] },
  };
  writeFileSync(join(folder, 'job.json'), JSON.stringify(job));
  return job;
}

/** Collects what a job says; stops it when `stopAt` holds for an event. */
export function recordingContext(
  folder: string,
  options: {
    readonly checkpointSeconds?: number;
    readonly memoryCapBytes?: number;
    readonly stopAt?: (event: TrainerEvent) => boolean;
  } = {},
): JobContext & { readonly events: TrainerEvent[] } {
  const events: TrainerEvent[] = [];
  let cancelled = false;
  return {
    events,
    folder,
    emit: (event) => {
      events.push(event);
      if (options.stopAt?.(event) === true) {
        cancelled = true;
      }
    },
    breathe: () => Promise.resolve(),
    cancelled: () => cancelled,
    seconds: () => performance.now() / 1000,
    checkpointSeconds: options.checkpointSeconds ?? 3600,
    patchThread: null,
    memoryCap: { bytes: options.memoryCapBytes ?? Infinity, leastSteps: 10 },
  };
}

export function steps(events: readonly TrainerEvent[]) {
  return events.flatMap((event) => (event.kind === 'step' ? [event] : []));
}

export type { TrialResult };
