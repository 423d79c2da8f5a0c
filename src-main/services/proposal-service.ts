import type {
  ModelChoice,
  ProposalSummary,
  ProposalView,
  ProposingRun,
} from '../../src-shared/ipc/proposal-views';
import type { ImageSelection } from '../../src-shared/ipc/collection';
import type { Progress, SkippedFile } from '../../src-shared/ipc/views';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import { shapeOverlap } from '../../src-shared/labelling/shape-overlap';
import type { ImageEvidence } from '../../src-shared/training/image-evidence';
import { appendEvent } from '../database/event-queries';
import { imageRow } from '../database/image-queries';
import { readEllipses } from '../database/label-queries';
import {
  deleteProposal,
  insertProposal,
  openProposalsAfter,
  proposalsOfImage,
  type StoredProposal,
} from '../database/proposal-queries';
import { listRuns } from '../database/run-queries';
import { listTrials } from '../database/run-result-queries';
import { inTransaction } from '../database/sqlite-failure';
import { ellipseProblem } from '../importers/ellipse-problem';
import {
  lookAtImages,
  lookingModel,
  type LookedAtImage,
  type LookingModel,
} from './evidence-service';
import { selectedIds } from './image-selection';
import { imageFile } from './image-service';
import { progressSince } from './intake-loop';
import type { OpenProject } from './project-service';
import { refuseReadOnly } from './refuse-read-only';
import type { TrainerParts } from './trainer-job-run';
import { breathe, refuseDuringBites } from './work-in-bites';

// Proposals are a model's word and no label: they lie in a table of their own, which neither snapshots nor exports nor
// totals read. Accepting one makes an ellipse (proposal-decisions.ts).

/** Two ellipses that overlap by this much mark the same. */
const same = 0.5;

/** Runs with finished models, newest first. */
export function proposingRuns({ database }: OpenProject): readonly ProposingRun[] {
  return listRuns(database)
    .map(({ id, seq, kind }) => ({
      run: id,
      kind,
      trials: listTrials(database, seq).map(({ trial }) => trial),
    }))
    .filter(({ trials }) => trials.length > 0);
}

/** The proposals of an image that wait for a decision, strongest first. */
export function openProposals({ database }: OpenProject, imageId: number): readonly ProposalView[] {
  return proposalsOfImage(database, imageId)
    .filter(({ state }) => state === 'open')
    .map(proposalView);
}

/** A proposal as the window and the command line show it. */
export function proposalView(stored: StoredProposal): ProposalView {
  const { id, run, trial, score, x, y, a, b, angle } = stored;
  return { id, run, trial, score, shape: { x, y, a, b, angle } };
}

/** A waiting proposal with the image that it is for. */
export interface WaitingProposal extends ProposalView {
  readonly imageId: number;
  /** Of the image. */
  readonly name: string;
}

/** Rows that one statement looks at. */
const lookedAtRows = 1000;

/** Every proposal that waits, in the order they were made. */
export async function waitingProposals({
  database,
}: OpenProject): Promise<readonly WaitingProposal[]> {
  const waiting: WaitingProposal[] = [];
  for (let after = 0; ; await breathe()) {
    const rows = openProposalsAfter(database, after, lookedAtRows);
    for (const row of rows) {
      const { imageId } = row;
      waiting.push({
        ...proposalView(row),
        imageId,
        name: imageRow(database, imageId)?.name ?? '',
      });
    }
    const last = rows.at(-1);
    if (last === undefined) return waiting;
    after = last.id;
  }
}

export interface ProposalHooks {
  readonly onProgress: (progress: Progress) => void;
  readonly signal: { readonly cancelled: boolean };
}

/**
 * Asks a model for ellipses on each image of a selection. What waits there still is replaced; what was rejected before,
 * or overlaps an ellipse of the image, is not proposed. Each image is stored when the model has looked at it, so that
 * stopping keeps what is done.
 *
 * @throws ExpectedFailure `read-only`; `not-found` and `not-ready` as {@link lookingModel}; `busy` while many images are
 *   changed.
 */
export async function makeProposals(
  project: OpenProject,
  trainer: TrainerParts,
  selection: ImageSelection,
  choice: ModelChoice,
  { onProgress, signal }: ProposalHooks,
): Promise<ProposalSummary> {
  refuseReadOnly(project, 'nothing was proposed');
  const model = lookingModel(project, choice);
  const images = (await selectedIds(project, selection)).flatMap(
    (id) => lookedAt(project, id) ?? [],
  );
  const started = Date.now();
  const skipped: SkippedFile[] = [];
  let [done, proposals, decidedOk] = [0, 0, 0];
  const count = (): void => {
    done += 1;
    onProgress(progressSince(started, done, images.length));
  };
  onProgress(progressSince(started, 0, images.length));
  await lookAtImages(project, trainer, model, images, {
    signal,
    onSkipped: (file) => {
      skipped.push(file);
      count();
    },
    onEvidence: (image, evidence) => {
      proposals += storeProposals(project, model, image, evidence);
      if (!evidence.defective) decidedOk += 1;
      count();
    },
  });
  return {
    ...{ run: choice.run, trial: choice.trial, images: done - skipped.length },
    ...{ proposals, decidedOk, skipped, cancelled: signal.cancelled },
  };
}

/** What looking at an image takes; null where it has gone. */
export function lookedAt(project: OpenProject, id: number): LookedAtImage | null {
  const row = imageRow(project.database, id);
  if (row === null) return null;
  const { sha256, name, width, height } = row;
  return { id, sha256, name, width, height, file: imageFile(project, sha256) };
}

/** What evidence proposes, in image pixels. */
export function proposalsInPixels(
  evidence: ImageEvidence,
  image: { readonly width: number; readonly height: number },
): readonly { readonly shape: Ellipse; readonly score: number }[] {
  const factor = image.width / evidence.width;
  return evidence.proposals
    .map(({ shape: { x, y, a, b, angle }, score }) => ({
      shape: { x: x * factor, y: y * factor, a: a * factor, b: b * factor, angle },
      score: Math.min(1, Math.max(0, score)),
    }))
    .filter(({ shape }) => ellipseProblem(shape, image.width, image.height) === null);
}

/** @returns how many are proposed now */
function storeProposals(
  project: OpenProject,
  { run, model }: LookingModel,
  image: LookedAtImage,
  evidence: ImageEvidence,
): number {
  const { database } = project;
  refuseDuringBites(project);
  return inTransaction(database, () => {
    // It may have been purged meanwhile.
    if (imageRow(database, image.id) === null) return 0;
    const before = proposalsOfImage(database, image.id);
    const replaced = before.filter(({ state }) => state === 'open');
    const decided = before.filter(({ state }) => state === 'rejected');
    const known: readonly Ellipse[] = [...readEllipses(database, image.id), ...decided];
    const fresh = proposalsInPixels(evidence, image).filter(
      ({ shape }) => !known.some((other) => shapeOverlap(shape, other) >= same),
    );
    if (fresh.length === 0 && replaced.length === 0) return 0;
    for (const { id } of replaced) deleteProposal(database, id);
    const from = { run: run.id, trial: model.trial, modelSha256: model.modelSha256 };
    const stored = fresh.map(({ shape, score }) => ({
      id: insertProposal(database, { imageId: image.id, ...from, ...shape, score }),
      ...{ state: 'open' as const, ...shape, score },
    }));
    appendEvent(database, {
      at: project.now().toISOString(),
      who: project.author,
      gesture: null,
      kind: 'proposal.made',
      imageId: image.id,
      old: { states: replaced.map(({ id }) => ({ id, state: 'open' })) },
      new: { ...from, states: stored },
    });
    return stored.length;
  });
}
