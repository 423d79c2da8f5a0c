import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron';
import type { RequestArgument } from '../../src-shared/ipc/requests';

export type Purpose = RequestArgument<'app.choose'>['purpose'];

const folders: Readonly<
  Record<'open-project' | 'import-source', Pick<OpenDialogOptions, 'title' | 'buttonLabel'>>
> = {
  'open-project': { title: 'Open a project', buttonLabel: 'Open' },
  'import-source': { title: 'Import images from a folder', buttonLabel: 'Choose' },
};

/** Asks the user for a place with the system's dialog; null when they give up. */
export async function choosePath(window: BrowserWindow, purpose: Purpose): Promise<string | null> {
  if (purpose === 'open-project' || purpose === 'import-source') {
    const answer = await dialog.showOpenDialog(window, {
      ...folders[purpose],
      properties: ['openDirectory'],
    });
    return answer.canceled ? null : (answer.filePaths[0] ?? null);
  }
  const answer = await dialog.showSaveDialog(
    window,
    purpose === 'new-project'
      ? { title: 'New project', buttonLabel: 'Create', defaultPath: 'inspection.ellipsight' }
      : {
          title: 'Save the report',
          buttonLabel: 'Save',
          defaultPath: 'report.html',
          filters: [
            { name: 'Web page', extensions: ['html'] },
            { name: 'Table of decisions', extensions: ['csv'] },
            { name: 'Evaluation', extensions: ['json'] },
          ],
        },
  );
  if (answer.canceled || answer.filePath === '') {
    return null;
  }
  return purpose === 'new-project'
    ? withEnding(answer.filePath, ['.ellipsight'])
    : withEnding(answer.filePath, ['.html', '.csv', '.json']);
}

/** A name that was typed without one of the endings gets the first of them. */
function withEnding(path: string, endings: readonly [string, ...string[]]): string {
  const lower = path.toLowerCase();
  return endings.some((ending) => lower.endsWith(ending)) ? path : path + endings[0];
}
