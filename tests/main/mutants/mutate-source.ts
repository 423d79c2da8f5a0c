import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { randomStream, type RandomStream } from '../../../src-shared/dataset/random';
import { mutateBytes } from './mutate-bytes';
import { mutateJson, mutateText, pick } from './mutate-text';

/** Files of a source by their path; a link leads to another path beside it, or nowhere. */
export type SourceFiles = ReadonlyMap<string, Buffer | { readonly link: string }>;

export interface Mutant {
  readonly files: SourceFiles;
  /** What was done, in order. */
  readonly done: readonly string[];
}

/**
 * One to three changes of a source, drawn from (seed, format, number): of the content of its label files and images, and
 * of its files as such.
 */
export function mutant(
  whole: ReadonlyMap<string, Buffer>,
  seed: number,
  format: string,
  number: number,
): Mutant {
  const random = randomStream(seed, 'mutants', format, number);
  const files = new Map<string, Buffer | { readonly link: string }>(whole);
  const done: string[] = [];
  for (let left = pick(random, [1, 1, 2, 3]); left > 0; left -= 1) {
    const path = pick(random, [...files.keys()]);
    const content = files.get(path);
    // Label files are few and small: theirs is every other turn.
    const labels = [...files.keys()].filter((name) => !isImage(name));
    const label = labels.length === 0 ? null : pick(random, labels);
    const turn = random.integer(8);
    if (turn === 0 || files.size > 40) {
      done.push(changeFiles(files, path, random));
    } else if (turn < 6 && label !== null) {
      changeContent(files, label, files.get(label), random, done);
    } else {
      changeContent(files, path, content, random, done);
    }
    if (files.size === 0) break;
  }
  return { files, done };
}

function isImage(path: string): boolean {
  return /\.(png|jpe?g|tiff?|webp|bmp)$/i.test(path);
}

function changeContent(
  files: Map<string, Buffer | { readonly link: string }>,
  path: string,
  content: Buffer | { readonly link: string } | undefined,
  random: RandomStream,
  done: string[],
): void {
  if (!Buffer.isBuffer(content)) return;
  const change = isImage(path)
    ? mutateBytes(content, random)
    : random.integer(12) === 0
      ? mutateBytes(content, random)
      : (/json$/i.test(path) && random.integer(4) > 0 ? mutateJson : mutateText)(
          content.toString('utf8'),
          random,
        );
  files.set(path, Buffer.isBuffer(change.content) ? change.content : Buffer.from(change.content));
  done.push(`${path}: ${change.what}`);
}

/** Takes out, renames, swaps, empties, copies or links files. */
function changeFiles(
  files: Map<string, Buffer | { readonly link: string }>,
  path: string,
  random: RandomStream,
): string {
  const content = files.get(path) ?? Buffer.alloc(0);
  const other = pick(random, [...files.keys()]);
  switch (random.integer(8)) {
    case 0:
      files.delete(path);
      return `${path} taken out`;
    case 1: {
      files.delete(path);
      const name = pick(random, [
        path.toUpperCase(),
        path.replace(
          /\.[^.]+$/,
          pick(random, ['.png', '.txt', '.json', '.xml', '.csv', '', '.bmp']),
        ),
        `${path}.png`,
        join(dirname(path), `${'n'.repeat(200)}.png`),
        join(dirname(path), 'good', 'x.png'),
        join(dirname(path), 'masks', 'x.png'),
        path.replace(/\/[^/]*\//, '/'),
        `a/b/c/d/e/f/g/h/i/j/${path}`,
        join(dirname(path), ' .png'),
      ]);
      files.set(name, content);
      return `${path} renamed to ${name.slice(0, 60)}`;
    }
    case 2:
      files.set(path, files.get(other) ?? content);
      files.set(other, content);
      return `${path} and ${other} swapped`;
    case 3:
      files.set(path, Buffer.alloc(0));
      return `${path} emptied`;
    case 4: {
      const name = join(dirname(path), `copy ${path.slice(path.lastIndexOf('/') + 1)}`);
      files.set(name, content);
      return `${path} copied`;
    }
    case 5: {
      const link = pick(random, [
        '.',
        'nowhere',
        path.slice(path.lastIndexOf('/') + 1),
        '/dev/null',
      ]);
      files.set(path, { link });
      return `${path} made a link to ${link}`;
    }
    case 6:
      files.delete(path);
      files.set(`${path}/inner.png`, content);
      return `${path} made a folder`;
    default:
      files.set(
        path,
        Buffer.concat([
          Buffer.from([0xef, 0xbb, 0xbf]),
          Buffer.isBuffer(content) ? content : Buffer.alloc(0),
        ]),
      );
      return `${path} with a byte order mark`;
  }
}

/** Writes a mutant; what cannot be, such as a folder in the place of a file, is left out. */
export function writeMutant(files: SourceFiles, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [path, content] of files) {
    const file = join(folder, path);
    try {
      mkdirSync(dirname(file), { recursive: true });
      if (Buffer.isBuffer(content)) writeFileSync(file, content);
      else symlinkSync(content.link, file);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (!['EEXIST', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ENOENT', 'ELOOP'].includes(code))
        throw error;
    }
  }
}
