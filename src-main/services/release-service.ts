import { checkRelease } from '../../src-shared/evaluation/release-check';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import {
  longestReason,
  shownReleases,
  type ReleaseCheck,
  type ReleasedModel,
  type ReleaseEntry,
  type ReleaseState,
  type TrialModel,
} from '../../src-shared/ipc/release-views';
import { appendEvent } from '../database/event-queries';
import {
  insertPromotion,
  insertReturn,
  newestReleases,
  releaseOf,
  standingRelease,
  type StoredRelease,
} from '../database/release-queries';
import { inTransaction } from '../database/sqlite-failure';
import { objectionSentence } from '../reports/release-text';
import { floorsOfRun } from './floor-service';
import type { OpenProject } from './project-service';
import { refuseReadOnly } from './refuse-read-only';
import { commonTests, testRates, trialTests, type TrialTests } from './trial-tests';

/** What is released, what the way back leads to, and the history, newest first. */
export function releaseState({ database }: OpenProject): ReleaseState {
  const standing = standingRelease(database);
  const before = standing?.before ?? null;
  return {
    current: standing === null ? null : releasedModel(standing),
    previous: before === null ? null : modelOf(database, before),
    history: newestReleases(database, shownReleases).map((entry): ReleaseEntry => {
      const { id, kind, who, at, reason, stands } = entry;
      const model = stands === null ? null : modelOf(database, stands);
      return { id, kind, who, at, reason, model };
    }),
  };
}

function modelOf(database: OpenProject['database'], id: number): ReleasedModel {
  const entry = releaseOf(database, id);
  if (entry === null) throw new Error(`Release ${id} is not there.`);
  return releasedModel(entry);
}

function releasedModel({ id, promoted, who, at, reason }: StoredRelease): ReleasedModel {
  if (promoted === null) throw new Error(`Release ${id} promotes nothing.`);
  const { run, trial, modelSha256, figures: check } = promoted;
  return { run, trial, modelSha256, who, at, reason, check };
}

/**
 * Holds a trial's model against the floors and against the released model, on test images. Counts a look at them.
 *
 * @throws ExpectedFailure `not-found` without such a run, `not-ready` where the trial is not finished
 */
export async function checkCandidate(
  project: OpenProject,
  model: TrialModel,
): Promise<ReleaseCheck> {
  return (await checkedCandidate(project, model)).check;
}

async function checkedCandidate(
  project: OpenProject,
  { run, trial }: TrialModel,
): Promise<{
  readonly candidate: TrialTests;
  readonly check: ReleaseCheck;
  readonly standing: number | null;
}> {
  const standing = standingRelease(project.database);
  const candidate = await trialTests(project, run, trial);
  const promoted = standing?.promoted ?? null;
  const released =
    promoted === null ? null : await trialTests(project, promoted.run, promoted.trial);
  const common = released === null ? null : commonTests(candidate, released);
  const { textures, objections } = checkRelease({
    floors: floorsOfRun(project, candidate.textures),
    own: testRates(candidate),
    released:
      released === null || common === null
        ? null
        : {
            own: testRates(released),
            common: {
              candidate: testRates(
                candidate,
                common.pairs.map(([own]) => own),
              ),
              released: testRates(
                released,
                common.pairs.map(([, other]) => other),
              ),
            },
          },
  });
  const check: ReleaseCheck = {
    ...{ run, trial, testImages: candidate.images.length, textures },
    released:
      promoted === null || common === null
        ? null
        : {
            ...{ run: promoted.run, trial: promoted.trial },
            ...{ commonImages: common.pairs.length, relabelled: common.relabelled },
          },
    objections,
  };
  return { candidate, check, standing: standing?.id ?? null };
}

/**
 * Releases a trial's model in the name of the project's author: without a written reason only where the check has no
 * objection. The figures of the check and the reason are kept with it, and in the history.
 *
 * @param reason may be empty.
 * @throws ExpectedFailure `not-ready` with the objections where there are any and no reason is given, `wrong-use` where
 *   this model is released already, `bad-input` for a reason that is too long, `busy`, `read-only`, and as
 *   {@link checkCandidate}.
 */
export async function promote(
  project: OpenProject,
  model: TrialModel,
  reason: string,
): Promise<ReleaseState> {
  refuseReadOnly(project, 'nothing was released');
  const { database, author: who } = project;
  const why = checkedReason(reason);
  const { candidate, check, standing } = await checkedCandidate(project, model);
  const { run, trial } = model;
  const now = standingRelease(database);
  if ((now?.id ?? null) !== standing) {
    throw new ExpectedFailure(
      'busy',
      'Another model was released meanwhile; nothing was released.',
      'Look at the check once more.',
    );
  }
  if (now?.promoted?.run === run && now.promoted.trial === trial) {
    throw new ExpectedFailure(
      'wrong-use',
      `Trial ${trial} of run ${run} is released already, by ${now.who}; nothing was changed.`,
    );
  }
  if (check.objections.length > 0 && why === '') throw refusal(check);
  inTransaction(database, () => {
    const at = project.now().toISOString();
    const promoted = { run, trial, modelSha256: candidate.modelSha256, figures: check };
    const entry = insertPromotion(database, candidate.run.seq, {
      ...{ before: standing, promoted, reason: why, at, who },
    });
    tell(project, 'release.promoted', now, entry);
  });
  return releaseState(project);
}

/**
 * Goes back to what was released before the model that is released now: to another model, or to none.
 *
 * @param reason may be empty.
 * @throws ExpectedFailure `wrong-use` where nothing is released; `bad-input`, `read-only`.
 */
export function returnToPrevious(project: OpenProject, reason: string): ReleaseState {
  refuseReadOnly(project, 'nothing was changed');
  const { database, author: who } = project;
  const why = checkedReason(reason);
  inTransaction(database, () => {
    const now = standingRelease(database);
    if (now === null) {
      throw new ExpectedFailure(
        'wrong-use',
        'No model is released, so there is no way back; nothing was changed.',
      );
    }
    const at = project.now().toISOString();
    const entry = insertReturn(database, { stands: now.before, reason: why, at, who });
    tell(project, 'release.returned', now, entry);
  });
  return releaseState(project);
}

function tell(
  { database }: OpenProject,
  kind: 'release.promoted' | 'release.returned',
  before: StoredRelease | null,
  entry: StoredRelease,
): void {
  const old =
    before?.promoted == null ? null : { run: before.promoted.run, trial: before.promoted.trial };
  const { at, who } = entry;
  appendEvent(database, { at, who, gesture: null, kind, imageId: null, old, new: entry });
}

function checkedReason(reason: string): string {
  const text = reason.trim();
  if (text.length > longestReason) {
    throw new ExpectedFailure(
      'bad-input',
      `A reason has at most ${longestReason} characters; nothing was changed.`,
    );
  }
  return text;
}

function refusal({ run, trial, objections }: ReleaseCheck): ExpectedFailure {
  const [first] = objections.map(objectionSentence);
  const which = objections.length === 1 ? '' : `The first of ${objections.length} objections: `;
  return new ExpectedFailure(
    'not-ready',
    `Trial ${trial} of run ${run} was not released. ${which}${first}`,
    'Choose another run, or write down why it is released all the same.',
  );
}
