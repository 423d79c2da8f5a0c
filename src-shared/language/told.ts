import type { Failure } from '../ipc/failure';
import { saidIn } from '../sentences/english';
import { speak, type Said } from '../sentences/sentence';
import type { Locale } from './locale';

/**
 * An expected failure in a language. One that only English has words for is named by its kind, and its English stands
 * whole beside that.
 */
export function failureIn(
  { sentences, untold }: Locale,
  { kind, message, next, said }: Failure,
): { readonly message: string; readonly next: string } {
  if (untold === null) return { message, next };
  if (said !== undefined) return speak(sentences, said);
  return { message: untold.kinds[kind], next: untold.english(`${message} ${next}`.trim()) };
}

/**
 * A sentence that was said in English, in a language that has words for it, else marked as English.
 *
 * @param said what it says, where that came with it
 */
export function textIn(
  { sentences, untold }: Locale,
  text: string,
  said: Said | null = saidIn(text),
): string {
  if (untold === null) return text;
  return said === null ? untold.english(text) : speak(sentences, said).message;
}
