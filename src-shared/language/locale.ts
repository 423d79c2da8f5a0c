import type { FailureKind } from '../ipc/failure';
import type { Words } from '../locales/en';
import type { Sentences } from '../sentences/sentence';
import type { DialogWords } from './dialog-words';
import type { ReportWords } from './english-report';

/** Words of Element Plus's own parts, as one of its files `es/locale/lang/*` holds them. */
export interface ElementWords {
  readonly name: string;
  readonly el: ElementTexts;
}

/** Element Plus asks for it as it stands, writable. */
export interface ElementTexts {
  [key: string]: string | string[] | ElementTexts;
}

/** How a language tells what main can say in English alone. */
export interface Untold {
  /** A sentence a kind of failure, which stands before the English. */
  readonly kinds: Readonly<Record<FailureKind, string>>;
  /** Says that a text is English. */
  readonly english: (text: string) => string;
}

/**
 * A language, all of it: what the file of its code in `src-shared/locales/` exports as its default. A text that is
 * missing does not compile.
 */
export interface Locale {
  /** What those who speak it call it. */
  readonly name: string;
  /** What stands in the window. */
  readonly words: Words;
  /** What the system's dialogs and notices say. */
  readonly dialogs: DialogWords;
  /** What a report's page says. */
  readonly report: ReportWords;
  /** What main tells of failures and plans, by name. */
  readonly sentences: Sentences;
  /** How what has no sentence in this language is told; null for English, in which main speaks. */
  readonly untold: Untold | null;
  /** What the parts of Element Plus say. */
  readonly element: ElementWords;
}
