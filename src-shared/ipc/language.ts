/** The languages of the window and of the system's dialogs that it opens. */
export const languageNames = ['en', 'ko'] as const;
export type Language = (typeof languageNames)[number];

/** The language for a system's locale, e.g. `ko-KR`: English where there is none of ours. */
export function languageOf(locale: string): Language {
  return /^ko\b/i.test(locale) ? 'ko' : 'en';
}
