import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { WindowState } from '../settings/settings';
import { backgrounds } from './backgrounds';
import { followWindowState, openingBounds, smallestWindow } from './window-state';

export interface WindowParts {
  /** Folder of the running bundle, `out/main`. */
  readonly bundleFolder: string;
  readonly state: WindowState | null;
  readonly onState: (state: WindowState) => void;
}

/** The address of the app's one page. */
export const startPage = 'app://ellipsight/index.html';

/** Opens the app's window; it shows itself when its page has painted. */
export function createWindow(parts: WindowParts): BrowserWindow {
  const window = new BrowserWindow({
    ...openingBounds(
      parts.state,
      screen.getAllDisplays().map((display) => display.workArea),
    ),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: 'Ellipsight',
    backgroundColor: nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light,
    webPreferences: {
      preload: join(parts.bundleFolder, '../preload/preload.js'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });

  if (parts.state?.maximised === true) {
    window.maximize();
  }
  followWindowState(window, parts.onState);

  window.once('ready-to-show', () => {
    window.show();
  });
  const followTheme = (): void => {
    window.setBackgroundColor(
      nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light,
    );
  };
  nativeTheme.on('updated', followTheme);
  window.on('closed', () => {
    nativeTheme.removeListener('updated', followTheme);
  });
  reloadAfterCrash(window);

  load(window);
  return window;
}

function load(window: BrowserWindow): void {
  window.loadURL(startPage).catch((error: unknown) => console.error(error));
}

/** The page keeps nothing that main does not know, so a page that died is simply loaded again; not without end. */
function reloadAfterCrash(window: BrowserWindow): void {
  const crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') {
      return;
    }
    console.error(`The window's page ended (${details.reason}, code ${details.exitCode}).`);
    const now = Date.now();
    crashes.push(now);
    if (crashes.filter((time) => now - time < 60_000).length <= 3) {
      load(window);
    }
  });
}
