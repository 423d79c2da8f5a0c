import { onBeforeUnmount } from 'vue';
import { useRouter } from 'vue-router';
import { request } from '../api';
import { useMessageStore } from '../stores/message-store';
import { useProjectStore } from '../stores/project-store';

/** Views that a project is opened at again; forms and comparisons begin anew. */
const kept: readonly unknown[] = [
  'images',
  'image',
  'training',
  'run',
  'students',
  'report',
  'inspect',
];

/** Milliseconds of rest after which a view is remembered: walking through images shall not write each one. */
const rest = 800;

/** Where the open project was left. */
export function useLastView(): { address(): string } {
  const project = useProjectStore();
  return {
    address() {
      const path = project.project?.path;
      return project.state?.recent.find((entry) => entry.path === path)?.view ?? '/images';
    },
  };
}

/** Tells main where the window is, so that it comes back there, after a crash too. */
export function useRememberedView(): void {
  const router = useRouter();
  const project = useProjectStore();
  const messages = useMessageStore();
  let timer: number | undefined;

  const leave = router.afterEach((to) => {
    window.clearTimeout(timer);
    if (!kept.includes(to.name)) return;
    timer = window.setTimeout(() => {
      if (project.project === null) return;
      void messages.attempt(() => request('app.set-view', { view: to.path }));
    }, rest);
  });

  onBeforeUnmount(() => {
    leave();
    window.clearTimeout(timer);
  });
}
