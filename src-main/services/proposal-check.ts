import type { ReadableDatabase } from '../database/database';
import { newestEvent, proposalEvents, type StoredEvent } from '../database/event-queries';
import { imageRow } from '../database/image-queries';
import {
  proposalStatesAfter,
  type ProposalState,
  type ProposalStates,
} from '../database/proposal-queries';
import { breathe } from './work-in-bites';

/** Events, and rows, that one statement looks at. */
const lookedAt = 20_000;

interface Told {
  readonly imageId: number | null;
  readonly state: ProposalState;
}

/**
 * Numbers of the proposals that are not what the events of proposals say, or are there without one; empty where all is
 * well. Looks at events in bites, so that the loop stays free.
 */
export async function wrongProposals(database: ReadableDatabase): Promise<readonly number[]> {
  const told = new Map<number, Told>();
  const last = newestEvent(database);
  for (let after = 0; after < last; after += lookedAt) {
    for (const event of proposalEvents(database, after, after + lookedAt)) follow(told, event);
    await breathe();
  }
  const wrong: number[] = [];
  for (let after = 0; ; await breathe()) {
    const rows = proposalStatesAfter(database, after, lookedAt);
    for (const { id, state } of rows) {
      if (told.get(id)?.state !== state) wrong.push(id);
      told.delete(id);
    }
    const newest = rows.at(-1);
    if (newest === undefined) break;
    after = newest.id;
  }
  // Those of purged images went with them.
  for (const [id, { imageId }] of told) {
    if (imageId !== null && imageRow(database, imageId) !== null) wrong.push(id);
  }
  return wrong;
}

function follow(told: Map<number, Told>, { kind, imageId, old, new: next }: StoredEvent): void {
  if (kind === 'proposal.made') {
    for (const { id } of statesIn(old)) told.delete(id);
    for (const { id } of statesIn(next)) told.set(id, { imageId, state: 'open' });
    return;
  }
  for (const { id, state } of statesIn(next)) {
    const known = told.get(id);
    if (known !== undefined && state !== null) told.set(id, { ...known, state });
  }
}

/** Events of proposals are written from this type alone. */
function statesIn(json: string | null): ProposalStates['states'] {
  return json === null ? [] : (JSON.parse(json) as ProposalStates).states;
}
