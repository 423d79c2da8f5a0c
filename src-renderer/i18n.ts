import { createI18n } from 'vue-i18n';
import {
  allLanguages,
  languageNames,
  languageOf,
  type Language,
} from '../src-shared/language/languages';

const storageKey = 'ellipsight.language';

/** The language chosen before, else the system's where it is one of ours, else English. */
export function initialLanguage(): Language {
  const stored = localStorage.getItem(storageKey);
  return languageNames.find((name) => name === stored) ?? languageOf(navigator.language);
}

export const i18n = createI18n({
  legacy: false,
  locale: initialLanguage(),
  fallbackLocale: 'en',
  messages: Object.fromEntries([...allLanguages].map(([code, { words }]) => [code, words])),
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
