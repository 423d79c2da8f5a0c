import { ref, watch, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { allLanguages, languageNames } from '../../src-shared/language/languages';
import type { AppState } from '../../src-shared/ipc/views';
import { chooseLanguage } from '../i18n';
import { useMessageStore } from '../stores/message-store';
import { useProjectStore } from '../stores/project-store';

/** What a radio group gives. */
type Chosen = string | number | boolean | undefined;

/** Every language's code and own name. */
const languages = [...allLanguages].map(([code, { name }]) => ({ code, name }));
const themes: readonly AppState['theme'][] = ['system', 'light', 'dark'];

export interface SettingsFields {
  /** The name as it is being typed. */
  readonly author: Ref<string>;
  setAuthor(): Promise<void>;
  readonly themes: typeof themes;
  setTheme(value: Chosen): Promise<void>;
  readonly language: Ref<string>;
  readonly languages: typeof languages;
  setLanguage(value: Chosen): void;
}

/** The settings that stand in the menu and on the settings page alike. */
export function useSettings(): SettingsFields {
  const { locale } = useI18n();
  const project = useProjectStore();
  const messages = useMessageStore();
  const author = ref('');

  watch(
    () => project.state?.author.name,
    (name) => {
      author.value = name ?? '';
    },
    { immediate: true },
  );

  return {
    author,
    async setAuthor() {
      const name = author.value.trim();
      if (name === '') author.value = project.state?.author.name ?? '';
      else await messages.attempt(() => project.setAuthor(name));
    },
    themes,
    async setTheme(value) {
      const theme = themes.find((name) => name === value);
      if (theme !== undefined) await messages.attempt(() => project.setTheme(theme));
    },
    language: locale,
    languages,
    setLanguage(value) {
      const chosen = languageNames.find((name) => name === value);
      if (chosen !== undefined) chooseLanguage(chosen);
    },
  };
}
