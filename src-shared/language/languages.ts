import type { Locale } from './locale';

/** A language by the code that names its file, e.g. `ko`. */
export type Language = string;

/** The language of every computer whose own is not here. */
const fallback = 'en';

/** The languages of these modules, by the codes in the names of their files, English first. */
export function languagesOf(
  modules: Readonly<Record<string, Locale>>,
): ReadonlyMap<Language, Locale> {
  const found = Object.entries(modules).map(
    ([file, locale]) => [file.replace(/^.*\/|\.ts$/g, ''), locale] as const,
  );
  const rank = (code: string): string => (code === fallback ? '' : code);
  return new Map(found.sort(([a], [b]) => (rank(a) < rank(b) ? -1 : 1)));
}

/** Every language of the window and of the dialogs that it opens: what lies in `locales/` is what there is. */
export const allLanguages = languagesOf(
  import.meta.glob<Locale>('../locales/*.ts', { eager: true, import: 'default' }),
);

export const languageNames: readonly Language[] = [...allLanguages.keys()];

/** The language for a system's locale, e.g. `ko-KR`: English where there is none of ours. */
export function languageOf(locale: string, names: readonly Language[] = languageNames): Language {
  const wanted = locale.toLowerCase();
  const [tongue = ''] = wanted.split('-');
  return (
    names.find((name) => name.toLowerCase() === wanted) ??
    names.find((name) => name.toLowerCase() === tongue) ??
    fallback
  );
}

/** All of a language; English where there is no such code. */
export function localeOf(language: Language): Locale {
  const locale = allLanguages.get(language) ?? allLanguages.get(fallback);
  if (locale === undefined) throw new Error(`There is no locale ${language}, nor ${fallback}.`);
  return locale;
}
