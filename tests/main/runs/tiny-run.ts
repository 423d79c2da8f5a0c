import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { studentPreset, teacherPreset } from '../../../src-shared/training/presets';
import type { StudentPlan, TeacherPlan } from '../../../src-shared/training/training-plan';
import type { Notify } from '../../../src-main/services/notify';
import { readNativeParts } from '../../../src-main/native-parts';
import type { OpenProject } from '../../../src-main/services/project-service';
import { RunService } from '../../../src-main/services/run-service';
import { addSample } from '../../../src-main/services/sample-service';
import { testLauncher } from '../child-processes';
import { quietly } from '../quiet-hooks';

/** Two textures, 8 non-defective and 5 defective images each, 96 × 96. */
export async function addTinySample(project: OpenProject): Promise<void> {
  await addSample(project, { textures: 2, ok: 8, defective: 5, size: 96, seed: 7 }, quietly);
}

/** A whole transfer run in seconds: two blocks of VGG16, frozen, and a small head on patches of 48 pixels. */
export function tinyTeacher(changes: Partial<TeacherPlan> = {}): TeacherPlan {
  return {
    ...teacherPreset('quick', 'transfer'),
    preset: 'custom',
    architecture: 'vgg16-two-blocks',
    frozenBlocks: 2,
    imageScale: 1,
    patchSize: 48,
    batchSize: 8,
    iterations: 12,
    evaluationInterval: 4,
    earlyStopPatience: null,
    patchesPerDefective: 2,
    ...changes,
  };
}

/** The published student on the same patches. */
export function tinyStudent(teacherRun: string, changes: Partial<StudentPlan> = {}): StudentPlan {
  const { batchSize, iterations, evaluationInterval, earlyStopPatience } = tinyTeacher();
  return {
    ...studentPreset('quick', tinyTeacher(), teacherRun, [4, 8, 16, 4, 4]),
    ...{ preset: 'custom', batchSize, iterations, evaluationInterval, earlyStopPatience },
    ...changes,
  };
}

/** The runs of a project, with the real trainer. */
export function runsOf(project: OpenProject, notify: Notify = () => undefined): RunService {
  const { weights } = readNativeParts();
  return new RunService({ project, launcher: testLauncher(), notify, weightsFile: weights });
}

/** SHA-256 of the model that a trial left. */
export function modelHash(project: OpenProject, run: string, trial = 1): string {
  const file = join(project.folder, 'runs', run, `trial-${trial}`, 'model.safetensors');
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
