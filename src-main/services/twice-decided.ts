import type { NamedDecision } from '../../src-shared/evaluation/decision-changes';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { ModelAnswer, TwiceDecided } from '../../src-shared/ipc/choosing-views';
import type { StoredRun } from '../database/run-queries';
import { listTrials } from '../database/run-result-queries';
import type { OpenProject } from './project-service';
import { commonTests, trialTests, type CommonTests, type TestedImage } from './trial-tests';

/** One trial that two runs have both finished. */
export interface SharedTrial extends CommonTests {
  readonly trial: number;
  /** In class order of either run. */
  readonly textures: readonly [readonly string[], readonly string[]];
}

/**
 * The trials that two runs have both finished, with the test images that they share, one after the other. Counts a look
 * at their test sides.
 *
 * @throws ExpectedFailure `not-ready` where they have finished no trial of the same number.
 */
export async function* sharedTrials(
  project: OpenProject,
  first: StoredRun,
  second: StoredRun,
): AsyncGenerator<SharedTrial> {
  const trials = (run: StoredRun): readonly number[] =>
    listTrials(project.database, run.seq).map(({ trial }) => trial);
  const others = new Set(trials(second));
  const both = trials(first).filter((trial) => others.has(trial));
  if (both.length === 0) {
    throw new ExpectedFailure(
      'not-ready',
      `Runs ${first.id} and ${second.id} have no finished trial in common, so they decided nothing together.`,
      'Wait until both have finished a trial.',
    );
  }
  for (const trial of both) {
    const one = await trialTests(project, first.id, trial);
    const other = await trialTests(project, second.id, trial);
    yield { trial, textures: [one.textures, other.textures], ...commonTests(one, other) };
  }
}

/** What a model answered, by the names of its textures. */
export function modelAnswer({ decision }: TestedImage, textures: readonly string[]): ModelAnswer {
  const { defective, score } = decision;
  return { texture: textures[decision.texture] ?? '', defective, score };
}

/** The image and its label, by the names of its run's textures. */
export function twiceDecided(
  trial: number,
  { image }: TestedImage,
  textures: readonly string[],
): TwiceDecided {
  const { imageId, sha256, name, defective } = image;
  return { trial, imageId, sha256, name, texture: textures[image.texture] ?? '', defective };
}

/** An image's label beside an answer. */
export function namedDecision(
  { texture, defective }: TwiceDecided,
  answer: ModelAnswer,
): NamedDecision {
  return {
    ...{ texture, defective },
    ...{ predictedTexture: answer.texture, predictedDefective: answer.defective },
  };
}
