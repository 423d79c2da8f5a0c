import { ExpectedFailure, type Failure } from '../src-shared/ipc/failure';
import { localeOf } from '../src-shared/language/languages';
import { failureIn, textIn } from '../src-shared/language/told';
import { speak, type Said } from '../src-shared/sentences/sentence';
import { i18n, translate } from './i18n';

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
  if (error instanceof ExpectedFailure) return toldFailure(error.failure);
  console.error(error);
  return {
    message: translate('failure.bug', { detail: detailOf(error) }),
    next: translate('failure.bugNext'),
    bug: true,
  };
}

/** An expected failure in the window's language. */
export function toldFailure(failure: Failure): ShownFailure {
  return { ...failureIn(localeOf(i18n.global.locale.value), failure), bug: false };
}

/** A sentence that main said in English, in the window's language. */
export function told(text: string, said?: Said): string {
  return textIn(localeOf(i18n.global.locale.value), text, said);
}

/** A sentence that main said by name, in the window's language. */
export function spoken(said: Said): string {
  return speak(localeOf(i18n.global.locale.value).sentences, said).message;
}

/** What can be said about something thrown; an object is written out, since its name says nothing. */
function detailOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  return typeof error === 'string' ? error : JSON.stringify(error);
}
