import { computed, onBeforeUnmount, ref, watchEffect, type ComputedRef } from 'vue';
import { useProjectStore } from '../stores/project-store';

const dark = ref(false);

/** Puts the chosen theme, or the system's, on the page; to be used once, by the root. */
export function useTheme(): void {
  const project = useProjectStore();
  const query = window.matchMedia('(prefers-color-scheme: dark)');
  const systemDark = ref(query.matches);
  const follow = (event: MediaQueryListEvent): void => {
    systemDark.value = event.matches;
  };
  query.addEventListener('change', follow);
  onBeforeUnmount(() => query.removeEventListener('change', follow));
  watchEffect(() => {
    const theme = project.state?.theme ?? 'system';
    dark.value = theme === 'system' ? systemDark.value : theme === 'dark';
    document.documentElement.classList.toggle('dark', dark.value);
  });
}

/** Whether the page is dark now; charts are painted by it. */
export function useDark(): ComputedRef<boolean> {
  return computed(() => dark.value);
}
