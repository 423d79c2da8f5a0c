import { createI18n } from 'vue-i18n';
import { languageOf, type Language } from '../src-shared/ipc/language';
import { en } from './locales/en';
import { ko } from './locales/ko';

/** Adding a language: a name in `language.ts`, a file beside `en.ts`, and its lines here and in `dialog-words.ts`. */
export const languages: Readonly<Record<Language, string>> = { en: 'English', ko: '한국어' };

const storageKey = 'ellipsight.language';

/** The language chosen before, else the system's where it is one of ours, else English. */
export function initialLanguage(): Language {
  const stored = localStorage.getItem(storageKey);
  if (isLanguage(stored)) return stored;
  return languageOf(navigator.language);
}

export const i18n = createI18n({
  legacy: false,
  locale: initialLanguage(),
  fallbackLocale: 'en',
  messages: { en, ko },
});

/** Switches the window's language at once and remembers it on this computer. */
export function chooseLanguage(language: Language): void {
  i18n.global.locale.value = language;
  localStorage.setItem(storageKey, language);
  document.documentElement.lang = language;
}

/** Translates outside a component. */
export function translate(key: string, values: Readonly<Record<string, unknown>> = {}): string {
  return i18n.global.t(key, values);
}

function isLanguage(value: string | null): value is Language {
  return value !== null && value in languages;
}
