import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { request } from '../api';
import { shownFailure } from '../shown-failure';

/** A backup that can take the place of a project's damaged database. */
export interface RestoreOffer {
  readonly path: string;
  /** What is wrong with the project, one sentence. */
  readonly finding: string;
  /** When the backup was made, ISO 8601. */
  readonly at: string;
}

/** What a failed opening lets us offer; null where it is of another kind, or there is no whole backup. */
export async function restoreOffer(path: string, error: unknown): Promise<RestoreOffer | null> {
  if (!(error instanceof ExpectedFailure)) return null;
  const { kind } = error.failure;
  if (kind !== 'project-damaged' && kind !== 'not-found') return null;
  const { backup } = await request('project.newest-backup', { path });
  return backup === null ? null : { path, finding: shownFailure(error).message, at: backup.at };
}
