import { ExpectedFailure, type FailureKind } from '../ipc/failure';
import { englishSentences } from './english-sentences';
import { said, speak, type Said, type SentenceName, type SentenceValues } from './sentence';

/** A sentence in English: its message, and what to do next where the sentence says it. */
export function english(sentence: Said): string {
  return speak(englishSentences, sentence).message;
}

/** An expected failure that a window can tell in its own language. */
export function saidFailure<N extends SentenceName>(
  kind: FailureKind,
  name: N,
  ...values: SentenceValues[N]
): ExpectedFailure {
  const sentence = said(name, ...values);
  const { message, next } = speak(englishSentences, sentence);
  return new ExpectedFailure(kind, message, next, sentence);
}

/** What is said without values, by its English. */
const known: ReadonlyMap<string, Said> = new Map(
  Object.entries(englishSentences).flatMap(([name, sentence]) => {
    if (sentence.length > 0) return [];
    // A sentence that takes nothing is said by its name alone.
    const constant = { name, values: [] } as unknown as Said;
    return [[english(constant), constant] as const];
  }),
);

/**
 * The sentence that a stored text is, or null: what runs and files came to is stored in English, and stays so. Only a
 * text that is a whole sentence without values is known again.
 */
export function saidIn(text: string): Said | null {
  return known.get(text) ?? null;
}
