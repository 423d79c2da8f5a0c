import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { textureRates } from '../../src-shared/evaluation/texture-rates';
import type { EvaluationDecisions } from '../../src-shared/ipc/evaluation-views';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import {
  keptEvaluationFile,
  keptEvaluationsFolder,
  type KeptEvaluation,
} from '../../src-shared/training/kept-evaluation';
import { z } from '../../src-shared/jitless-zod';
import { snapshotImages, snapshotTextures, type SnapshotImage } from '../database/snapshot-queries';
import type { OpenProject } from './project-service';
import { countTestLook } from './test-look-service';
import { shownWrong, wrongDecisions, type TrialDecision } from './wrong-decisions';
import { decidedImage } from './decided-images';
import { storedRun } from './stored-run';

/**
 * What a run's network decided at one of its evaluations, from the file that the trainer left. Counts a look where the
 * run looked at its test side.
 *
 * @throws ExpectedFailure `not-found` without such a run or evaluation, `project-damaged` where its file is.
 */
export async function evaluationDecisions(
  project: OpenProject,
  run: string,
  trial: number,
  iteration: number,
): Promise<EvaluationDecisions> {
  const { database } = project;
  const stored = storedRun(database, run);
  const kept = await readKept(project, run, trial, iteration);
  const textures = snapshotTextures(database, stored.seq);
  const decisions = decisionsOf(kept, snapshotImages(database, stored.seq));
  if (kept.side === 'test') {
    countTestLook(project, { id: run, splitSeed: stored.plan.splitSeed }, [trial]);
  }
  const wrong = wrongDecisions(decisions, stored.plan, textures);
  return {
    run,
    trial,
    iteration,
    side: kept.side,
    accuracy: kept.accuracy,
    images: decisions.length,
    textures: textureRates(
      textures,
      decisions.map(({ label }) => label),
    ),
    wrong: wrong.slice(0, shownWrong),
    wrongTotal: wrong.length,
  };
}

const index = z.number().int().min(0);
const keptEvaluationSchema = z.object({
  formatVersion: z.literal(1),
  trial: index,
  iteration: index,
  side: z.enum(['validation', 'test']),
  accuracy: z.number().min(0).max(1).nullable(),
  loss: z.number().nullable(),
  images: z.array(index),
  classes: z.array(index),
  scores: z.array(z.number().min(0).max(1)),
  patches: z.array(z.string().regex(/^\d+( \d+)*$/)),
}) satisfies z.ZodType<KeptEvaluation>;

async function readKept(
  project: OpenProject,
  run: string,
  trial: number,
  iteration: number,
): Promise<KeptEvaluation> {
  const name = join(
    ...['runs', run, `trial-${trial}`],
    ...[keptEvaluationsFolder, keptEvaluationFile(iteration)],
  );
  let text: string;
  try {
    text = await readFile(join(project.folder, name), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new ExpectedFailure(
      'not-found',
      `Run ${run} kept no decisions at iteration ${iteration} of trial ${trial}.`,
      'Runs made by earlier versions kept only those of the final model; look at the report.',
    );
  }
  const parsed = keptEvaluationSchema.safeParse(asJson(text));
  if (!parsed.success || !isWhole(parsed.data, trial, iteration)) {
    throw new ExpectedFailure(
      'project-damaged',
      `${name} is damaged: it does not hold the decisions of that evaluation.`,
      'The report of the final model does not need it.',
    );
  }
  return parsed.data;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isWhole(kept: KeptEvaluation, trial: number, iteration: number): boolean {
  const { images, classes, scores, patches } = kept;
  const lengths = [classes, scores, patches].map((column) => column.length);
  const equal = lengths.every((length) => length === images.length);
  return equal && kept.trial === trial && kept.iteration === iteration;
}

function decisionsOf(
  { trial, images, classes, scores, patches }: KeptEvaluation,
  snapshot: readonly SnapshotImage[],
): readonly TrialDecision[] {
  return images.map((position, at) => {
    const decided = classes[at] ?? 0;
    const decision = {
      texture: decided >> 1,
      defective: decided % 2 === 1,
      score: scores[at] ?? 0,
      patchClasses: (patches[at] ?? '').split(' ').map(Number),
    };
    return { trial, ...decidedImage(snapshot, position, decision) };
  });
}
