import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { trainingPatchPositions } from '../../src-shared/dataset/training-patches';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import {
  logitsCache,
  teacherLogitsFile,
  type JobFile,
  type JobImage,
  type JobPatch,
  type StudentJob,
  type TeacherJob,
} from '../../src-shared/training/trainer-job';
import type { TrainingPlan } from '../../src-shared/training/training-plan';
import { findRun, listRuns, type StoredRun } from '../database/run-queries';
import { listTrials } from '../database/run-result-queries';
import { readSnapshot, type Snapshot, type SnapshotImage } from '../database/snapshot-queries';
import { pixelRule } from '../decoder-process/area-mean';
import { makeFolderDurably, writeDurably } from '../decoder-process/durable-file';
import { imageFile } from './image-service';
import { runChannels } from './run-channels';
import { exists, fileBytes, fileSha256, linkOrCopy } from './placed-file';
import { placeWeights } from './run-weights';
import type { OpenProject } from './project-service';

export interface JobFolderParts {
  /** The run's folder. */
  readonly folder: string;
  /** The ImageNet weights (safetensors). */
  readonly weightsFile: string;
  /** Told after each image that was brought to pixels. */
  readonly onProgress: (done: number, total: number) => void;
}

const pixelFile = 'patches/pixels.raw';

/**
 * Makes the folder that holds all that a trainer needs: pixels of the snapshot's images, weights, and last `job.json`.
 * A folder that is complete already (a resume) is left as it is.
 */
export async function prepareJobFolder(
  project: OpenProject,
  run: StoredRun,
  parts: JobFolderParts,
): Promise<void> {
  const jobFile = join(parts.folder, 'job.json');
  if (await exists(jobFile)) return;
  await makeFolderDurably(join(parts.folder, 'patches'));
  await makeFolderDurably(join(parts.folder, 'weights'));
  const snapshot = readSnapshot(project.database, run.seq);
  const { pixels, images } = await writeRunPixels(project, run, snapshot, parts);
  const common = {
    formatVersion: 1 as const,
    run: run.id,
    textures: snapshot.textures,
    images,
    pixels,
    trials: snapshot.trials,
    patches: cutPositions(images, snapshot, run.plan),
  };
  const { plan } = run;
  const job: TeacherJob | StudentJob =
    plan.kind === 'teacher'
      ? {
          kind: 'teacher',
          plan,
          ...common,
          weights:
            plan.mode === 'transfer'
              ? await placeWeights(plan, parts.folder, parts.weightsFile)
              : null,
        }
      : { kind: 'student', plan, ...common, teacher: await placeTeacher(project, plan, parts) };
  await writeDurably(jobFile, Buffer.from(JSON.stringify(job)), parts.folder);
}

/** The scaled pixels of all images in one file; a student shares its teacher's. */
async function writeRunPixels(
  project: OpenProject,
  run: StoredRun,
  snapshot: Snapshot,
  { folder, onProgress }: JobFolderParts,
): Promise<{ readonly pixels: TeacherJob['pixels']; readonly images: readonly JobImage[] }> {
  if (run.plan.kind === 'student') {
    const teacherFolder = join(project.folder, 'runs', run.plan.teacherRun);
    const text = await readFile(join(teacherFolder, 'job.json'), 'utf8');
    // Written by prepareJobFolder from the same type.
    const { pixels, images } = JSON.parse(text) as TeacherJob;
    await linkOrCopy(join(teacherFolder, pixels.file), join(folder, pixels.file));
    return { pixels, images };
  }
  const channels = runChannels(project.database, run);
  const written = await project.decoder.writePixels(
    {
      images: snapshot.images.map(({ sha256 }) => ({ file: imageFile(project, sha256), sha256 })),
      imageScale: run.plan.imageScale,
      channels,
      out: join(folder, pixelFile),
    },
    onProgress,
  );
  const images = snapshot.images.map((image, index): JobImage => {
    const place = written.images[index];
    if (place === undefined) throw new Error(`The decoder left out image ${image.name}.`);
    return { ...jobImage(image), ...place, ellipses: scaleAll(image, place.width / image.width) };
  });
  const { sha256 } = written;
  return { pixels: { file: pixelFile, sha256, channels, rule: pixelRule }, images };
}

function jobImage({
  sha256,
  name,
  texture,
  defective,
}: SnapshotImage): Pick<JobImage, 'sha256' | 'name' | 'texture' | 'defective'> {
  return { sha256, name, texture, defective };
}

function scaleAll({ ellipses }: SnapshotImage, factor: number): readonly Ellipse[] {
  return ellipses.map(({ x, y, a, b, angle }) => ({
    x: x * factor,
    y: y * factor,
    a: a * factor,
    b: b * factor,
    angle,
  }));
}

/** Training patches of every image that trains in any trial, cut once before training (protocol.md, Patches). */
function cutPositions(
  images: readonly JobImage[],
  snapshot: Snapshot,
  plan: TrainingPlan,
): readonly JobPatch[] {
  return images.flatMap((image, index) => {
    if (!snapshot.trials.some(({ sides }) => sides[index] === 'training')) return [];
    const { sha256: key, width, height, ellipses, defective } = image;
    const positions = trainingPatchPositions(
      { key, width, height, ellipses, defective },
      {
        patchSize: plan.patchSize,
        count: defective ? plan.patchesPerDefective : plan.patchesPerOk,
        seed: plan.seed,
      },
    );
    return positions.map(({ x, y }) => ({ image: index, x, y }));
  });
}

/** The teacher's plan, and its model of each trial that the student has. */
async function placeTeacher(
  project: OpenProject,
  plan: Extract<TrainingPlan, { kind: 'student' }>,
  { folder }: JobFolderParts,
): Promise<StudentJob['teacher']> {
  const teacher = findRun(project.database, plan.teacherRun);
  if (teacher === null || teacher.plan.kind !== 'teacher') {
    throw new Error(`Teacher ${plan.teacherRun} of a student is gone.`);
  }
  // They asked the same models about patches of the same images, and began with what an earlier one had asked.
  const students = listRuns(project.database).filter(
    ({ teacherRun, state }) => teacherRun === teacher.id && state === 'done',
  );
  const models: JobFile[] = [];
  const logits: (JobFile | null)[] = [];
  for (const trial of listTrials(project.database, teacher.seq).slice(0, plan.trials)) {
    const file = `weights/teacher-trial-${trial.trial}.safetensors`;
    const source = join(project.folder, 'runs', teacher.id, trial.modelFile);
    await linkOrCopy(source, join(folder, file));
    const model = { file, sha256: trial.modelSha256 };
    models.push(model);
    const left = [
      join(dirname(source), teacherLogitsFile),
      ...students.map(({ id }) => join(project.folder, 'runs', id, logitsCache(model))),
    ];
    const most = await largestFile(left);
    logits.push(most === null ? null : await placeLogits(most, folder, trial.trial));
  }
  return { plan: teacher.plan, models, logits };
}

/** The largest of those that there are. */
async function largestFile(paths: readonly string[]): Promise<string | null> {
  let [largest, most]: [string | null, number] = [null, 0];
  for (const path of paths) {
    const size = (await fileBytes(path)) ?? 0;
    if (size > most) [largest, most] = [path, size];
  }
  return largest;
}

/** What a teacher's model said of patches; a student has the same images in the same order. */
async function placeLogits(source: string, folder: string, trial: number): Promise<JobFile> {
  const file = `weights/teacher-trial-${trial}.outputs`;
  await linkOrCopy(source, join(folder, file));
  return { file, sha256: await fileSha256(join(folder, file)) };
}
