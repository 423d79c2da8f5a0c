import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { AcceptedProposal } from '../../src-shared/ipc/proposal-views';
import type { ImageDetail } from '../../src-shared/ipc/views';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import { appendEvent } from '../database/event-queries';
import { recordGesture } from '../database/gesture-queries';
import { imageRow } from '../database/image-queries';
import {
  nextEllipseId,
  readLabel,
  writeLabel,
  type StoredEllipse,
} from '../database/label-queries';
import {
  findProposal,
  readStates,
  writeStates,
  type ProposalState,
  type StoredProposal,
} from '../database/proposal-queries';
import { inTransaction } from '../database/sqlite-failure';
import { ellipseProblem } from '../importers/ellipse-problem';
import { imageDetail, missingImage } from './image-service';
import { labelledAnew, maxEllipses } from './labelling-service';
import type { OpenProject } from './project-service';
import { refuseReadOnly } from './refuse-read-only';
import { refuseDuringBites } from './work-in-bites';

/**
 * Makes ellipses of proposals, in one gesture: as if they were drawn, but for where they come from, which each ellipse
 * keeps with who accepted it and when. One that is given another shape counts as edited.
 *
 * @throws ExpectedFailure `not-found` for a proposal that does not wait any more; `bad-input`; `read-only`, `busy`.
 */
export function acceptProposals(
  project: OpenProject,
  imageId: number,
  accepted: readonly AcceptedProposal[],
): ImageDetail {
  const { database, author } = project;
  refuseReadOnly(project, 'nothing was accepted');
  refuseDuringBites(project);
  inTransaction(database, () => {
    const image = imageRow(database, imageId);
    const before = readLabel(database, imageId);
    if (image === null || before === null) throw missingImage(imageId);
    if (before.ellipses.length + accepted.length > maxEllipses) {
      throw new ExpectedFailure('bad-input', `An image has at most ${maxEllipses} ellipses.`);
    }
    const at = project.now().toISOString();
    const first = nextEllipseId(database);
    const added = accepted.map(({ proposalId, shape }, index): StoredEllipse => {
      const proposal = openProposal(project, imageId, proposalId);
      const ellipse = plain(shape ?? proposal);
      const problem = ellipseProblem(ellipse, image.width, image.height);
      if (problem !== null) throw new ExpectedFailure('bad-input', `The ellipse ${problem}.`);
      const edited = JSON.stringify(ellipse) !== JSON.stringify(plain(proposal));
      const { run, trial, score } = proposal;
      return {
        ...{ id: first + index, ...ellipse, origin: edited ? 'edited' : 'accepted', fitIou: null },
        proposal: { run, trial, score, by: author, at },
      };
    });
    const changed = {
      ...before,
      verdict: before.ellipses.length === 0 ? ('defective' as const) : before.verdict,
      ellipses: [...before.ellipses, ...added],
    };
    const after = labelledAnew(before, changed, { by: author, at });
    writeLabel(database, imageId, before, after);
    const told = { at, who: author };
    const id = appendEvent(database, {
      ...{ ...told, gesture: null, kind: 'label.accept-proposals', imageId },
      ...{ old: before, new: after },
    });
    const ids = accepted.map(({ proposalId }) => proposalId);
    // It names no image: the event before tells the image's history of it.
    const lastSeq = decide(project, ids, 'accepted', { ...told, gesture: id, imageId: null });
    recordGesture(database, { id, imageId, lastSeq });
  });
  return imageDetail(project, imageId);
}

/**
 * Lays proposals aside, in one gesture; they are not proposed again.
 *
 * @throws ExpectedFailure as {@link acceptProposals}.
 */
export function rejectProposals(
  project: OpenProject,
  imageId: number,
  proposalIds: readonly number[],
): ImageDetail {
  const { database, author } = project;
  refuseReadOnly(project, 'nothing was rejected');
  refuseDuringBites(project);
  inTransaction(database, () => {
    for (const id of proposalIds) openProposal(project, imageId, id);
    const at = project.now().toISOString();
    const id = decide(project, proposalIds, 'rejected', {
      at,
      who: author,
      gesture: null,
      imageId,
    });
    recordGesture(database, { id, imageId });
  });
  return imageDetail(project, imageId);
}

/** @returns the number of the event that tells of it */
function decide(
  { database }: OpenProject,
  ids: readonly number[],
  state: ProposalState & ('accepted' | 'rejected'),
  told: Pick<Parameters<typeof appendEvent>[1], 'at' | 'who' | 'gesture' | 'imageId'>,
): number {
  const old = readStates(database, ids);
  const next = { states: ids.map((id) => ({ id, state })) };
  writeStates(database, next);
  return appendEvent(database, { ...told, kind: `proposal.${state}`, old, new: next });
}

function openProposal(project: OpenProject, imageId: number, id: number): StoredProposal {
  const found = findProposal(project.database, id);
  if (found?.imageId === imageId && found.state === 'open') return found;
  throw new ExpectedFailure(
    'not-found',
    `The proposal ${id} does not wait on image ${imageId} any more; nothing was changed.`,
    'Look at the image again.',
  );
}

function plain({ x, y, a, b, angle }: Ellipse): Ellipse {
  return { x, y, a, b, angle };
}
