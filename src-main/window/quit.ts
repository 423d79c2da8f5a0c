import { app, dialog, type BrowserWindow } from 'electron';
import type { DialogWords } from '../../src-shared/language/dialog-words';

export interface QuitParts {
  readonly window: BrowserWindow;
  /** The run under way, or null. */
  readonly activeRun: () => string | null;
  /** How many runs wait behind it. */
  readonly waitingRuns: () => number;
  /** In the language of the window. */
  readonly words: () => DialogWords;
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
    const { question, ...words } = parts.words().quit;
    void askToStop(window, { ...words, message: question(run, parts.waitingRuns()) }).then(
      (stop) => {
        asking = false;
        if (stop) {
          mayClose = true;
          app.quit();
        }
      },
    );
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

async function askToStop(
  window: BrowserWindow,
  {
    message,
    detail,
    stay,
    stop,
  }: Omit<DialogWords['quit'], 'question'> & { readonly message: string },
): Promise<boolean> {
  const answer = await dialog.showMessageBox(window, {
    type: 'question',
    message,
    detail,
    buttons: [stay, stop],
    defaultId: 0,
    cancelId: 0,
  });
  return answer.response === 1;
}
