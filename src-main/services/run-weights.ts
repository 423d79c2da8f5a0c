import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { RunWeights } from '../../src-shared/ipc/weights-views';
import { wholePlan } from '../../src-shared/training/plan-defaults';
import type { JobFile } from '../../src-shared/training/trainer-job';
import type { TeacherPlan, TrainingPlan } from '../../src-shared/training/training-plan';
import { saidFailure } from '../../src-shared/sentences/english';
import { said, type Said } from '../../src-shared/sentences/sentence';
import { writeDurably } from '../decoder-process/durable-file';
import { allArchitectures } from '../trainer-process/architectures/all-architectures';
import { exists, fileSha256, linkOrCopy } from './placed-file';
import { findWeightSet, weightSetFile } from './weight-library';

const recordFile = 'weights/set.json';

/**
 * Puts the weights that a plan starts from into the run's folder, with a record of what they are.
 *
 * @param folder of the run; its folder `weights` is there
 * @param builtIn the file of the built-in set
 * @throws ExpectedFailure `missing-part`, `not-found` or `bad-input` where they are gone or damaged
 */
export async function placeWeights(
  plan: TeacherPlan,
  folder: string,
  builtIn: string,
): Promise<JobFile> {
  const { weights: name } = wholePlan(plan);
  const set = findWeightSet(name);
  if (set === null) throw missingSet(name);
  const source = set.builtIn ? builtIn : weightSetFile(set);
  if (!(await exists(source))) {
    throw new ExpectedFailure(
      'missing-part',
      `The weights ${name} are not at ${source}.`,
      set.builtIn ? 'Run "npm run setup" again.' : 'Import them again.',
    );
  }
  const file = `weights/${name}.safetensors`;
  await linkOrCopy(source, join(folder, file));
  const sha256 = await fileSha256(join(folder, file));
  if (set.sha256 !== null && set.sha256 !== sha256) {
    throw new ExpectedFailure(
      'bad-input',
      `The stored weights ${name} are damaged: their content does not match their hash.`,
      'Remove the set, and import it again.',
    );
  }
  const { licence, source: from, architecture, preprocessing } = set;
  const record: RunWeights = { name, sha256, licence, source: from, architecture, preprocessing };
  await writeDurably(join(folder, recordFile), Buffer.from(JSON.stringify(record)), folder);
  return { file, sha256 };
}

/** What a run started from; null for one at random, and for runs of before this was written down. */
export function runWeights(projectFolder: string, run: string): RunWeights | null {
  try {
    // Written by placeWeights from the same type.
    return JSON.parse(
      readFileSync(join(projectFolder, 'runs', run, recordFile), 'utf8'),
    ) as RunWeights;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** What stands against the weights that a plan starts from, in plain sentences. */
export function weightsProblems(plan: TrainingPlan): readonly Said[] {
  if (plan.kind !== 'teacher' || plan.mode !== 'transfer') return [];
  const { weights: name, architecture } = wholePlan(plan);
  const definition = allArchitectures.find((one) => one.name === architecture);
  // That it is no architecture for a teacher, the network's check says.
  if (definition?.role !== 'teacher') return [];
  const set = findWeightSet(name);
  if (set === null) return [said('planNoWeights', { name })];
  const family = allArchitectures.find((one) => one.name === set.architecture)?.convolutions;
  const wanted = definition
    .layers({ classes: 2, filters: null })
    .flatMap((layer) =>
      layer.kind === 'convolution' && layer.name.startsWith('block') ? [layer.name] : [],
    );
  const missing = wanted.filter((layer) => !set.layers.includes(layer));
  if (family === definition.convolutions && missing.length === 0) return [];
  return [said('planWeightsMisfit', { name, of: set.architecture, architecture })];
}

function missingSet(name: string): ExpectedFailure {
  return saidFailure('not-found', 'planNoWeights', { name });
}
