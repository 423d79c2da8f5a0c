import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { WindowState } from '../settings/settings';
import { followWindowState, openingBounds, smallestWindow } from './window-state';

/** Shown until the page has painted, so that no white flashes up; the page's own background colours. */
const backgrounds = { light: '#f5f6f8', dark: '#191c21' } as const;

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

  void window.loadURL(startPage);
  return window;
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
      void window.loadURL(startPage);
    }
  });
}
