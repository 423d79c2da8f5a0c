import { dialog, type BrowserWindow, type FileFilter } from 'electron';
import { assertNever } from '../../src-shared/assert-never';
import type { Purpose } from '../../src-shared/ipc/purposes';
import type { DialogWords } from '../../src-shared/language/dialog-words';
import { imageEndings } from '../services/image-files';

interface Opening {
  readonly kind: 'folder' | 'file';
  readonly filters?: FileFilter[];
}

interface Saving {
  readonly kind: 'save';
  readonly name: string;
  readonly filters?: FileFilter[];
  /** A name that was typed without one of them gets the first; none for a plain folder. */
  readonly endings: readonly string[];
}

function asked(purpose: Purpose, { kinds }: DialogWords): Opening | Saving {
  const archives = [{ name: kinds.archive, extensions: ['zip'] }];
  switch (purpose) {
    case 'open-project':
    case 'import-source':
    case 'inspect-folder':
    case 'open-bundle':
      return { kind: 'folder' };
    case 'group-table':
      return { kind: 'file', filters: [{ name: kinds.table, extensions: ['csv'] }] };
    case 'open-archive':
      return { kind: 'file', filters: archives };
    case 'open-plan':
      return { kind: 'file', filters: [{ name: kinds.plan, extensions: ['json'] }] };
    case 'save-plan':
      return {
        kind: 'save',
        name: 'plan.json',
        filters: [{ name: kinds.plan, extensions: ['json'] }],
        endings: ['.json'],
      };
    case 'weights-file':
      return {
        kind: 'file',
        filters: [
          { name: kinds.weights, extensions: ['h5', 'hdf5', 'safetensors', 'onnx', 'json'] },
        ],
      };
    case 'new-project':
      return { kind: 'save', name: 'inspection.ellipsight', endings: ['.ellipsight'] };
    case 'restore-into':
      return { kind: 'save', name: 'restored.ellipsight', endings: ['.ellipsight'] };
    case 'export-labels':
      return { kind: 'save', name: 'labels', endings: [] };
    case 'export-bundle':
      return { kind: 'save', name: 'bundle', endings: [] };
    case 'export-saved-model':
      return { kind: 'save', name: 'saved-model', endings: [] };
    case 'export-onnx':
      return { kind: 'save', name: 'model.onnx', endings: ['.onnx'] };
    case 'export-safetensors':
      return { kind: 'save', name: 'model.safetensors', endings: ['.safetensors'] };
    case 'save-archive':
      return {
        kind: 'save',
        name: 'images-and-labels.zip',
        filters: archives,
        endings: ['.zip'],
      };
    case 'save-report':
      return {
        kind: 'save',
        name: 'report.html',
        filters: [
          { name: kinds.page, extensions: ['html'] },
          { name: kinds.paper, extensions: ['pdf'] },
          { name: kinds.decisions, extensions: ['csv'] },
          { name: kinds.evaluation, extensions: ['json'] },
        ],
        endings: ['.html', '.pdf', '.csv', '.json'],
      };
    default:
      return assertNever(purpose);
  }
}

/** Asks the user for a place with the system's dialog; null when they give up. */
export async function choosePath(
  window: BrowserWindow,
  purpose: Purpose,
  words: DialogWords,
): Promise<string | null> {
  const wanted = asked(purpose, words);
  const { filters = [] } = wanted;
  const { title, button: buttonLabel } = words.purposes[purpose];
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

/** Asks the user for image files with the system's dialog; none when they give up. */
export async function chooseImages(
  window: BrowserWindow,
  { inspectImages, kinds }: DialogWords,
): Promise<readonly string[]> {
  const { title, button: buttonLabel } = inspectImages;
  const extensions = [...imageEndings].map((ending) => ending.slice(1));
  const answer = await dialog.showOpenDialog(window, {
    ...{ title, buttonLabel, filters: [{ name: kinds.images, extensions }] },
    properties: ['openFile', 'multiSelections'],
  });
  return answer.canceled ? [] : answer.filePaths;
}

function withEnding(path: string, endings: readonly string[]): string {
  const lower = path.toLowerCase();
  const [first = ''] = endings;
  return endings.some((ending) => lower.endsWith(ending)) ? path : path + first;
}
