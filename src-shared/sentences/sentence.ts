import type { englishSentences } from './english-sentences';

/** A sentence; where there is one, with a second that says what to do next. */
export type Spoken = string | readonly [message: string, next: string];

/** What can be said, by name. The English says which values each sentence takes. */
export type SentenceName = keyof typeof englishSentences;

/** What each sentence takes. */
export type SentenceValues = {
  readonly [N in SentenceName]: Readonly<Parameters<(typeof englishSentences)[N]>>;
};

/** Every sentence in one language; one that is missing, or takes other values, does not compile. */
export type Sentences = { readonly [N in SentenceName]: (...values: SentenceValues[N]) => Spoken };

/** A sentence before it is spoken in any language: plain data, which crosses process borders. */
export type Said = {
  readonly [N in SentenceName]: { readonly name: N; readonly values: SentenceValues[N] };
}[SentenceName];

/** @param values as the English sentence of this name takes them */
export function said<N extends SentenceName>(name: N, ...values: SentenceValues[N]): Said {
  // TypeScript does not follow that the values are this name's, which the signature says.
  return { name, values } as Said;
}

/** Speaks a sentence. `next` is empty where there is nothing to do, or the message says it. */
export function speak(
  sentences: Sentences,
  { name, values }: Said,
): { readonly message: string; readonly next: string } {
  // Name and values come together, so that the sentence of the name takes these values.
  const sentence = sentences[name] as (...values: readonly unknown[]) => Spoken;
  const spoken = sentence(...values);
  return typeof spoken === 'string'
    ? { message: spoken, next: '' }
    : { message: spoken[0], next: spoken[1] };
}
