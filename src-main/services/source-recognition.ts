import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { saidFailure } from '../../src-shared/sentences/english';
import { allImporters } from '../importers/all-importers';
import type { ImportItem, RecognisedSource } from '../importers/importer';

/** The layout of a source, or of several that lie in it side by side. */
export interface Recognised {
  /** What `--format` would be called with. */
  readonly format: string;
  readonly title: string;
  readonly source: RecognisedSource;
}

/**
 * Finds the layout of a folder by its files' names and its label files; no image is opened.
 *
 * @param format an importer's name, or `auto` for whichever fits.
 * @throws ExpectedFailure `wrong-use` for an unknown format; `bad-input` where there is no such folder, or no images in it.
 */
export async function recogniseSource(source: string, format: string): Promise<Recognised> {
  const candidates = allImporters.filter(({ name }) => format === 'auto' || name === format);
  if (candidates.length === 0) {
    throw new ExpectedFailure(
      'wrong-use',
      `There is no import format "${format}".`,
      `Choose auto, ${allImporters.map(({ name }) => name).join(', ')}.`,
    );
  }
  const folder = resolve(source);
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats === undefined || !stats.isDirectory()) {
    throw saidFailure('bad-input', stats === undefined ? 'noImportFolder' : 'importFileNotFolder', {
      folder,
    });
  }
  const known: Recognised[] = [];
  for (const { name, title, takesAny, recognise: look } of candidates) {
    // A layout that takes any folder would take the images of the others once more, without their labels.
    const recognised = takesAny && known.length > 0 ? null : await look(folder);
    if (recognised !== null) known.push({ format: name, title, source: recognised });
  }
  const taken: Recognised[] = [];
  for (const one of [...known].sort((a, b) => guessed(a) - guessed(b))) {
    // Of two formats that know the same folder the particular one stands: its images come once.
    const { folders } = one.source;
    if (!taken.some(({ source }) => folders.some((path) => source.folders.includes(path)))) {
      taken.push(one);
    }
  }
  const found = known.filter((one) => taken.includes(one));
  const [first] = found;
  if (first !== undefined) {
    return found.length === 1 ? first : sideBySide(found);
  }
  throw saidFailure('bad-input', 'noImagesInFolder', {
    folder,
    format: format === 'auto' ? null : format,
  });
}

function guessed({ source }: Recognised): number {
  return source.byNamesAlone === true ? 1 : 0;
}

function sideBySide(found: readonly Recognised[]): Recognised {
  async function* readAll(): AsyncGenerator<ImportItem> {
    for (const { source } of found) {
      yield* source.read();
    }
  }
  return {
    format: 'auto',
    title: found.map(({ title }) => title).join('; '),
    source: {
      textures: found.flatMap(({ source }) => source.textures),
      folders: found.flatMap(({ source }) => source.folders),
      read: readAll,
    },
  };
}
