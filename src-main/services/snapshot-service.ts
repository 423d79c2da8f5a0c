import type { Side } from '../../src-shared/dataset/label';
import { keptInShare } from '../../src-shared/dataset/training-share';
import { planDefaults } from '../../src-shared/training/plan-defaults';
import { english } from '../../src-shared/sentences/english';
import type {
  StudentPlan,
  TeacherPlan,
  TrainingPlan,
} from '../../src-shared/training/training-plan';
import { candidatesAfter, textureNames, type Candidate } from '../database/candidate-queries';
import { findRun, type StoredRun } from '../database/run-queries';
import { appendLog } from '../database/run-result-queries';
import { readSnapshot, writeSnapshot, type Snapshot } from '../database/snapshot-queries';
import type { OpenProject } from './project-service';
import { leftOutRemarks } from './run-plan-sentences';
import { snapshotHash } from './snapshot-hash';
import { selectImages, type Selection } from './snapshot-selection';
import { assignSides } from './split-service';

/** Images read at once, so that main's loop is free in between. */
const pageRows = 1000;

async function allCandidates(project: OpenProject): Promise<readonly Candidate[]> {
  const candidates: Candidate[] = [];
  for (;;) {
    const after = candidates.at(-1)?.imageId ?? 0;
    const page = candidatesAfter(project.database, after, pageRows);
    if (page.length === 0) return candidates;
    candidates.push(...page);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** What a teacher plan would take of the project's images now. */
export async function selectFromProject(
  project: OpenProject,
  plan: Pick<TeacherPlan, 'imageScale' | 'patchSize'>,
): Promise<Selection> {
  return selectImages(textureNames(project.database), await allCandidates(project), plan);
}

/**
 * Freezes the data of a run and stores it with its hash: for a teacher the project's images as they are labelled now,
 * for a student its teacher's snapshot, whatever was relabelled since. What is left out goes to the run's log.
 */
export async function freezeSnapshot(project: OpenProject, run: StoredRun): Promise<void> {
  const { plan } = run;
  const selection = plan.kind === 'teacher' ? await selectFromProject(project, plan) : null;
  if (selection !== null) {
    for (const remark of leftOutRemarks(selection, plan)) {
      appendLog(project.database, run.seq, english(remark), run.createdAt);
    }
  }
  const snapshot = await planSnapshot(project, plan, { store: true, selection });
  await writeSnapshot(project.database, run.seq, snapshot, snapshotHash(snapshot));
}

/** What {@link planSnapshot} does, and what it can spare itself. */
export interface SnapshotChoices {
  /** Whether the sides of new images are stored. */
  readonly store: boolean;
  /** What was selected for a teacher's plan already; null selects. */
  readonly selection: Selection | null;
}

/**
 * The data that a plan would train on now.
 *
 * @throws where a student's teacher is gone
 */
export async function planSnapshot(
  project: OpenProject,
  plan: TrainingPlan,
  { store, selection }: SnapshotChoices,
): Promise<Snapshot> {
  if (plan.kind === 'student') return studentSnapshot(project, plan, store);
  const { textures, images } = selection ?? (await selectFromProject(project, plan));
  const trials = await trialSides(project, plan, images, store);
  return { textures, images, trials: trials.map((trial) => withinShare(plan, images, trial)) };
}

/** The trial with the training images that the plan's share leaves out on no side. */
function withinShare(
  { trainingShare = planDefaults.trainingShare, splitSeed }: TeacherPlan,
  images: Snapshot['images'],
  { trial, sides }: Snapshot['trials'][number],
): Snapshot['trials'][number] {
  if (trainingShare === 1) return { trial, sides };
  const training = images.flatMap((image, index) =>
    sides[index] === 'training'
      ? [{ index, key: image.sha256, class: `${image.texture} ${image.defective}` }]
      : [],
  );
  const kept = keptInShare(training, trainingShare, { splitSeed, trial });
  const left = new Set(training.filter((_, at) => kept[at] === false).map(({ index }) => index));
  return { trial, sides: sides.map((side, index) => (left.has(index) ? 'none' : side)) };
}

/** The teacher's data; of its training part, the student's own share validates. The test side is the teacher's. */
async function studentSnapshot(
  project: OpenProject,
  plan: StudentPlan,
  store: boolean,
): Promise<Snapshot> {
  const teacher = findRun(project.database, plan.teacherRun);
  if (teacher === null) throw new Error(`Teacher ${plan.teacherRun} of a student is gone.`);
  const frozen = readSnapshot(project.database, teacher.seq);
  const trials = frozen.trials.slice(0, plan.trials);
  if (plan.validationShare === teacher.plan.validationShare) return { ...frozen, trials };
  const own = await trialSides(project, plan, frozen.images, store);
  return {
    ...frozen,
    trials: trials.map(({ trial, sides }, index) => ({
      trial,
      sides: sides.map((side, position) => {
        if (side === 'test' || side === 'none') return side;
        return own[index]?.sides[position] === 'validation' ? 'validation' : 'training';
      }),
    })),
  };
}

async function trialSides(
  project: OpenProject,
  plan: TrainingPlan,
  images: readonly { readonly imageId: number }[],
  store: boolean,
): Promise<Snapshot['trials']> {
  const trials: { trial: number; sides: readonly Side[] }[] = [];
  for (let trial = 1; trial <= plan.trials; trial += 1) {
    const { splitSeed, validationShare } = plan;
    const stored = await assignSides(project, { splitSeed, trial, validationShare, store });
    trials.push({ trial, sides: images.map(({ imageId }) => stored.get(imageId) ?? 'none') });
  }
  return trials;
}
