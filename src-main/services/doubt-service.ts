import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { Doubt, DoubtQueue, OpinionView, Ruling } from '../../src-shared/ipc/doubt-views';
import { newestEvent } from '../database/event-queries';
import { imageRow } from '../database/image-queries';
import { readLabel, writeLabel } from '../database/label-queries';
import { longestNote } from '../database/note-queries';
import {
  doubtsAfter,
  opinionOf,
  type DoubtRow,
  type RunOpinion,
} from '../database/opinion-queries';
import {
  nextRulingId,
  rulingsPage,
  writeRuling,
  type RulingValue,
} from '../database/ruling-queries';
import { missingImage } from './image-service';
import { gatherOpinions } from './opinion-service';
import type { OpenProject } from './project-service';
import { isSameName, reviewedLabel, reviewProblem } from './review-rule';
import { inGesture, reviewRefusal } from './review-service';
import { breathe } from './work-in-bites';

/** Opinions that one statement looks at. */
const lookedAt = 2000;

/** Doubts of one page at most. */
export const doubtLimit = 200;

/** What a queue asks for. */
export interface DoubtQuestion {
  readonly run: string;
  /** Least doubt, 0 … 1. */
  readonly atLeast: number;
  readonly offset: number;
  readonly limit: number;
}

/**
 * Images where a trained run confidently says the contrary of the label, worst first; among equals the one that came
 * first. Those that somebody ruled on, as they are labelled now, are left out and counted.
 *
 * @throws ExpectedFailure as `gatherOpinions`.
 */
export async function doubtQueue(
  project: OpenProject,
  { run, atLeast, offset, limit }: DoubtQuestion,
): Promise<DoubtQueue> {
  const { seq } = await gatherOpinions(project, run);
  const { open, ruled } = await allDoubts(project, seq, atLeast);
  const page = open.slice(offset, offset + Math.min(limit, doubtLimit));
  return {
    run,
    doubts: page.flatMap((row) => doubtView(project, { run, seq }, row) ?? []),
    total: open.length,
    ruled,
  };
}

interface Doubts {
  readonly open: readonly DoubtRow[];
  readonly ruled: number;
}

interface Kept extends Doubts {
  readonly asked: string;
}

/** The queue asked for last: every page of it, and every ruling, asks for it again. */
const keptOf = new WeakMap<object, Kept>();

async function allDoubts({ database }: OpenProject, seq: number, atLeast: number): Promise<Doubts> {
  const asked = JSON.stringify([seq, atLeast, newestEvent(database)]);
  const kept = keptOf.get(database);
  if (kept?.asked === asked) return kept;
  const open: DoubtRow[] = [];
  let ruled = 0;
  for (let after = 0; ; await breathe()) {
    const rows = doubtsAfter(database, seq, after, lookedAt);
    const last = rows.at(-1);
    if (last === undefined) break;
    for (const { imageId, doubt, disagrees, ruled: isRuled } of rows) {
      if (disagrees === 0 || doubt < atLeast) continue;
      if (isRuled === 1) ruled += 1;
      else open.push({ imageId, doubt });
    }
    after = last.imageId;
  }
  open.sort((one, other) => other.doubt - one.doubt || one.imageId - other.imageId);
  keptOf.set(database, { asked, open, ruled });
  return { open, ruled };
}

function doubtView(
  { database, author }: OpenProject,
  { run, seq }: { readonly run: string; readonly seq: number },
  { imageId, doubt }: DoubtRow,
): Doubt | null {
  const image = imageRow(database, imageId);
  const label = readLabel(database, imageId);
  const opinion = opinionOf(database, seq, imageId);
  if (image === null || label === null || opinion === null) return null;
  return {
    image,
    shapes: label.ellipses.map(({ x, y, a, b, angle }) => ({ x, y, a, b, angle })),
    label: {
      verdict: label.verdict,
      ellipses: label.ellipses.length,
      labelled: label.labelled ?? null,
    },
    opinion: opinionView(run, opinion),
    doubt,
    ownLabel: label.labelled !== undefined && isSameName(label.labelled.by, author),
  };
}

function opinionView(run: string, opinion: RunOpinion): OpinionView {
  const { defective, score, trials, defectiveTrials } = opinion;
  return { run, defective, score, trials, defectiveTrials };
}

/** A supervisor's word on one doubt. */
export interface NewRuling {
  readonly imageId: number;
  readonly run: string;
  readonly labelRight: boolean;
  /** Empty for none. */
  readonly note: string;
}

/**
 * Rules on an image that a run and its label disagree about, keeping both opinions as they are now. A label that is ruled
 * right is reviewed by that; one that is ruled wrong is disputed, and so trains no more until it is settled. One gesture.
 *
 * @throws ExpectedFailure `wrong-use` where they do not disagree, or for calling the own label right; `bad-input` for a
 *   note that is too long; `not-found`, `busy`, `read-only`, and as `gatherOpinions`.
 */
export async function ruleOnDoubt(project: OpenProject, ruling: NewRuling): Promise<Ruling> {
  const { seq } = await gatherOpinions(project, ruling.run);
  const { database, author: who } = project;
  const { imageId, labelRight, run } = ruling;
  const note = ruling.note.trim();
  if (note.length > longestNote) {
    throw new ExpectedFailure('bad-input', `A note has at most ${longestNote} characters.`);
  }
  const id = nextRulingId(database);
  inGesture(project, imageId, (tell, at) => {
    const label = readLabel(database, imageId);
    if (label === null) throw missingImage(imageId);
    const opinion = opinionOf(database, seq, imageId);
    if (opinion === null || label.verdict !== (opinion.defective ? 'ok' : 'defective')) {
      throw new ExpectedFailure(
        'wrong-use',
        `Run ${run} and the label of image ${imageId} do not disagree; nothing was ruled.`,
      );
    }
    const review = labelRight ? 'reviewed' : 'disputed';
    const problem = label.review === review ? null : reviewProblem(label, review, who);
    if (problem !== null) throw reviewRefusal(problem, who);
    const { defective, score, trials, defectiveTrials } = opinion;
    const value: RulingValue = {
      id,
      ruling: {
        ...{ labelRight, note, who, at, verdict: label.verdict, ellipses: label.ellipses.length },
        labelledBy: label.labelled?.by ?? null,
        labelledAt: label.labelled?.at ?? null,
        ...{ run, defective, score, trials, defectiveTrials },
      },
    };
    writeRuling(database, imageId, value);
    tell('ruling.made', { id, ruling: null }, value);
    if (label.review !== review) {
      const after = reviewedLabel(label, review, { by: who, at });
      writeLabel(database, imageId, label, after);
      tell('label.set-review', label, after);
    }
  });
  const [made] = rulingViews(project, 0, 1).rulings;
  if (made === undefined) throw new Error(`Ruling ${id} is not there.`);
  return made;
}

/** Rulings newest first, with both opinions as they were. */
export function rulingViews(
  { database }: OpenProject,
  offset: number,
  limit: number,
): { readonly total: number; readonly rulings: readonly Ruling[] } {
  const { total, rulings } = rulingsPage(database, offset, Math.min(limit, doubtLimit));
  return {
    total,
    rulings: rulings.flatMap((stored) => {
      const image = imageRow(database, stored.imageId);
      if (image === null) return [];
      const { id, labelRight, note, who, at, verdict, ellipses, labelledBy, labelledAt } = stored;
      const { run, defective, score, trials, defectiveTrials } = stored;
      return [
        {
          ...{ id, image, labelRight, note, who, at },
          label: {
            ...{ verdict, ellipses },
            labelled:
              labelledBy === null || labelledAt === null
                ? null
                : { by: labelledBy, at: labelledAt },
          },
          opinion: { run, defective, score, trials, defectiveTrials },
        },
      ];
    }),
  };
}
