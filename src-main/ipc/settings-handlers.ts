import type { AppState } from '../../src-shared/ipc/views';
import { withView } from '../settings/recent-projects';
import type { SettingsStore } from '../settings/settings-store';
import type { CurrentProject } from './current-project';
import type { Handlers } from './register-handlers';

/** What the window asks about its own settings. */
export function settingsHandlers(
  settings: SettingsStore,
  project: CurrentProject,
  appState: () => AppState,
): Pick<Handlers, 'app.set-keys' | 'app.set-view'> {
  return {
    'app.set-keys': ({ keys }) => {
      settings.change(() => ({ keys }));
      return appState();
    },
    'app.set-view': ({ view }) => {
      const path = project.get()?.folder;
      const known = settings.current().recent.find((entry) => entry.path === path);
      // Written only where it changes: each write waits for the disk.
      if (path !== undefined && known !== undefined && known.view !== view) {
        settings.change(({ recent }) => ({ recent: withView(recent, path, view) }));
      }
      return null;
    },
  };
}
