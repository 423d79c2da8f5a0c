import type { Ellipse } from '../../src-shared/labelling/ellipse';
import { statement, type ReadableDatabase, type WritableDatabase } from './database';

/** `open`: nobody has decided about it. */
export type ProposalState = 'open' | 'accepted' | 'rejected';

export interface NewProposal extends Ellipse {
  readonly imageId: number;
  readonly run: string;
  readonly trial: number;
  readonly modelSha256: string;
  /** 0 … 1. */
  readonly score: number;
}

export interface StoredProposal extends NewProposal {
  readonly id: number;
  readonly state: ProposalState;
}

/** What events of proposals hold before and after: states by id; null where it is not there. */
export interface ProposalStates {
  readonly states: readonly { readonly id: number; readonly state: ProposalState | null }[];
}

const columns = `id, image_id AS imageId, run, trial, model_sha256 AS modelSha256,
  x, y, a, b, angle, score, state`;

/** All proposals of an image, strongest first. */
export function proposalsOfImage(
  database: ReadableDatabase,
  imageId: number,
): readonly StoredProposal[] {
  return statement<[number], StoredProposal>(
    database,
    `SELECT ${columns} FROM proposals WHERE image_id = ? ORDER BY score DESC, id`,
  ).all(imageId);
}

/** Up to `limit` open proposals after number `after`, in order. */
export function openProposalsAfter(
  database: ReadableDatabase,
  after: number,
  limit: number,
): readonly StoredProposal[] {
  return statement<[number, number], StoredProposal>(
    database,
    `SELECT ${columns} FROM proposals WHERE id > ? AND state = 'open' ORDER BY id LIMIT ?`,
  ).all(after, limit);
}

/** A proposal, whatever became of it; null where it is not there. */
export function findProposal(database: ReadableDatabase, id: number): StoredProposal | null {
  return (
    statement<[number], StoredProposal>(
      database,
      `SELECT ${columns} FROM proposals WHERE id = ?`,
    ).get(id) ?? null
  );
}

/** Adds an open proposal; gives its number. */
export function insertProposal(database: WritableDatabase, proposal: NewProposal): number {
  const { lastInsertRowid } = statement<[NewProposal]>(
    database,
    `INSERT INTO proposals (image_id, run, trial, model_sha256, x, y, a, b, angle, score, state)
     VALUES (:imageId, :run, :trial, :modelSha256, :x, :y, :a, :b, :angle, :score, 'open')`,
  ).run(proposal);
  return Number(lastInsertRowid);
}

/** Removes a proposal that another one replaces. */
export function deleteProposal(database: WritableDatabase, id: number): void {
  statement<[number]>(database, 'DELETE FROM proposals WHERE id = ?').run(id);
}

/** The states of these proposals now, in the order asked. */
export function readStates(database: ReadableDatabase, ids: readonly number[]): ProposalStates {
  return { states: ids.map((id) => ({ id, state: findProposal(database, id)?.state ?? null })) };
}

/** Gives proposals other states. */
export function writeStates(database: WritableDatabase, { states }: ProposalStates): void {
  for (const { id, state } of states) {
    if (state === null) continue;
    statement<[string, number]>(database, 'UPDATE proposals SET state = ? WHERE id = ?').run(
      state,
      id,
    );
  }
}

/** Ids and states of the proposals after number `after`, in order, at most `limit`. */
export function proposalStatesAfter(
  database: ReadableDatabase,
  after: number,
  limit: number,
): readonly { readonly id: number; readonly state: ProposalState }[] {
  return statement<[number, number], { id: number; state: ProposalState }>(
    database,
    'SELECT id, state FROM proposals WHERE id > ? ORDER BY id LIMIT ?',
  ).all(after, limit);
}
