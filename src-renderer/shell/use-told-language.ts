import { watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { request } from '../api';
import { useMessageStore } from '../stores/message-store';

/** Tells main the window's language, now and at every change: the system's dialogs shall speak it too. */
export function useToldLanguage(): void {
  const { locale } = useI18n();
  const messages = useMessageStore();
  watch(
    locale,
    async (now) => {
      await messages.attempt(() => request('app.set-language', { language: now }));
    },
    { immediate: true },
  );
}
