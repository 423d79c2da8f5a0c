import { ExpectedFailure } from '../src-shared/ipc/failure';
import { translate } from './i18n';

/** A failure in the words the user reads. */
export interface ShownFailure {
  readonly message: string;
  /** What to do next; empty where the message says it. */
  readonly next: string;
  /** True for a fault of the program itself. */
  readonly bug: boolean;
}

/** Turns whatever was thrown into one sentence and a next step; a bug is also written to the console. */
export function shownFailure(error: unknown): ShownFailure {
  if (error instanceof ExpectedFailure) {
    return { message: error.failure.message, next: error.failure.next, bug: false };
  }
  console.error(error);
  return {
    message: translate('failure.bug', { detail: detailOf(error) }),
    next: translate('failure.bugNext'),
    bug: true,
  };
}

/** What can be said about something thrown; an object is written out, since its name says nothing. */
function detailOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  return typeof error === 'string' ? error : JSON.stringify(error);
}
