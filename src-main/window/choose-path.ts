import { dialog, type BrowserWindow, type FileFilter } from 'electron';
import { assertNever } from '../../src-shared/assert-never';
import type { Purpose } from '../../src-shared/ipc/requests';

interface Opening {
  readonly kind: 'folder' | 'file';
  readonly title: string;
  readonly button: string;
  readonly filters?: FileFilter[];
}

interface Saving {
  readonly kind: 'save';
  readonly title: string;
  readonly button: string;
  readonly name: string;
  readonly filters?: FileFilter[];
  /** A name that was typed without one of them gets the first; none for a plain folder. */
  readonly endings: readonly string[];
}

const archives = [{ name: 'Archives of Ellipsight', extensions: ['zip'] }];

function asked(purpose: Purpose): Opening | Saving {
  switch (purpose) {
    case 'open-project':
      return { kind: 'folder', title: 'Open a project', button: 'Open' };
    case 'import-source':
      return { kind: 'folder', title: 'Import images from a folder', button: 'Choose' };
    case 'group-table':
      return {
        kind: 'file',
        title: 'Groups of images',
        button: 'Choose',
        filters: [{ name: 'CSV', extensions: ['csv'] }],
      };
    case 'open-archive':
      return { kind: 'file', title: 'Import an archive', button: 'Choose', filters: archives };
    case 'new-project':
      return {
        kind: 'save',
        title: 'New project',
        button: 'Create',
        name: 'inspection.ellipsight',
        endings: ['.ellipsight'],
      };
    case 'restore-into':
      return {
        kind: 'save',
        title: 'Restore into a new folder',
        button: 'Choose',
        name: 'restored.ellipsight',
        endings: ['.ellipsight'],
      };
    case 'export-labels':
      return {
        kind: 'save',
        title: 'Export labels into a new folder',
        button: 'Choose',
        name: 'labels',
        endings: [],
      };
    case 'save-archive':
      return {
        kind: 'save',
        title: 'Export an archive',
        button: 'Choose',
        name: 'images-and-labels.zip',
        filters: archives,
        endings: ['.zip'],
      };
    case 'save-report':
      return {
        kind: 'save',
        title: 'Save the report',
        button: 'Save',
        name: 'report.html',
        filters: [
          { name: 'Web page', extensions: ['html'] },
          { name: 'Table of decisions', extensions: ['csv'] },
          { name: 'Evaluation', extensions: ['json'] },
        ],
        endings: ['.html', '.csv', '.json'],
      };
    default:
      return assertNever(purpose);
  }
}

/** Asks the user for a place with the system's dialog; null when they give up. */
export async function choosePath(window: BrowserWindow, purpose: Purpose): Promise<string | null> {
  const wanted = asked(purpose);
  const { title, button: buttonLabel, filters = [] } = wanted;
  if (wanted.kind !== 'save') {
    const answer = await dialog.showOpenDialog(window, {
      ...{ title, buttonLabel, filters },
      properties: [wanted.kind === 'folder' ? 'openDirectory' : 'openFile'],
    });
    return answer.canceled ? null : (answer.filePaths[0] ?? null);
  }
  const answer = await dialog.showSaveDialog(window, {
    ...{ title, buttonLabel, filters },
    defaultPath: wanted.name,
  });
  return answer.canceled || answer.filePath === ''
    ? null
    : withEnding(answer.filePath, wanted.endings);
}

function withEnding(path: string, endings: readonly string[]): string {
  const lower = path.toLowerCase();
  const [first = ''] = endings;
  return endings.some((ending) => lower.endsWith(ending)) ? path : path + first;
}
