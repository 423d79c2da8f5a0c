import { app, dialog, type BrowserWindow } from 'electron';

export interface QuitParts {
  readonly window: BrowserWindow;
  /** The run under way, or null. */
  readonly activeRun: () => string | null;
  /** Leaves the project; may take as long as a checkpoint. */
  readonly close: () => Promise<void>;
  /** Ends at once what `close` waits for. */
  readonly stopNow: () => void;
}

/** How long a run gets to write its checkpoint before it is ended at its last one, milliseconds. */
const patience = 10_000;

/** Closes the project before the app ends, and asks first while a network trains. */
export function closeProjectBeforeQuit(parts: QuitParts): void {
  const { window } = parts;
  let mayClose = false;
  let asking = false;
  window.on('close', (event) => {
    const run = parts.activeRun();
    if (mayClose || run === null) {
      return;
    }
    event.preventDefault();
    if (asking) {
      return;
    }
    asking = true;
    void askToStop(window, run).then((stop) => {
      asking = false;
      if (stop) {
        mayClose = true;
        app.quit();
      }
    });
  });

  let closing = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (closing) {
      return;
    }
    closing = true;
    const impatience = setTimeout(parts.stopNow, patience);
    parts
      .close()
      .catch((error: unknown) => console.error(error))
      .finally(() => {
        clearTimeout(impatience);
        // Every window has closed by now. A second `quit` from inside the first one's event would be lost.
        app.exit(0);
      });
  });
}

async function askToStop(window: BrowserWindow, run: string): Promise<boolean> {
  const answer = await dialog.showMessageBox(window, {
    type: 'question',
    message: `Training run ${run} is under way.`,
    detail: 'Closing stops it at a checkpoint. You can resume it when the project is open again.',
    buttons: ['Keep training', 'Stop and close'],
    defaultId: 0,
    cancelId: 0,
  });
  return answer.response === 1;
}
