import { watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { isImageName, type NamedFile } from '../services/image-files';

/** Milliseconds between two looks at a file that is still being written. */
const settlingMs = 100;
/** Milliseconds after which the folder is looked at although the system said nothing: network shares say nothing. */
const idleMs = 1000;

interface Seen {
  readonly size: number;
  readonly changed: number;
  readonly given: boolean;
}

/**
 * The image files of a folder as they come: first those that are there, by name, then each new or changed one as soon as
 * its size and time have stayed the same between two looks, so that none is taken half written. Subfolders are not
 * watched. What is remembered is of files that are there now.
 *
 * @param signal ends the watch at the next look
 * @throws ExpectedFailure `bad-input` where the folder cannot be read, or is gone
 */
export async function* watchedImages(
  folder: string,
  signal: { readonly cancelled: boolean },
): AsyncGenerator<NamedFile, void, undefined> {
  let seen = new Map<string, Seen>();
  const bell = folderBell(folder);
  try {
    while (!signal.cancelled) {
      const started = Date.now();
      const now = new Map<string, Seen>();
      const ready: string[] = [];
      let settling = false;
      for (const name of await imageNames(folder)) {
        const before = seen.get(name);
        const stats = await stat(join(folder, name)).catch(() => null);
        if (stats === null || !stats.isFile()) continue;
        const { size, mtimeMs: changed } = stats;
        const same = before !== undefined && before.size === size && before.changed === changed;
        const given = same && (before.given || size > 0);
        if (given && !before.given) ready.push(name);
        settling ||= !given;
        now.set(name, { size, changed, given });
      }
      seen = now;
      for (const name of ready) {
        if (signal.cancelled) return;
        const file = join(folder, name);
        yield { file, given: file };
      }
      // A look at a huge folder must not take all of a core.
      const least = Math.max(settlingMs, 4 * (Date.now() - started));
      await bell.rung(settling ? least : Math.max(least, idleMs), settling);
    }
  } finally {
    bell.close();
  }
}

async function imageNames(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new ExpectedFailure(
      'bad-input',
      `The folder ${folder} cannot be watched (${code}).`,
      'Give a folder that is there and can be read.',
    );
  });
  return names.filter(isImageName).sort();
}

/** Rings when the system says that something in the folder changed. */
function folderBell(folder: string): {
  /** Waits until it rings, at most so long; where `deaf`, for the whole time. */
  rung(mostMs: number, deaf: boolean): Promise<void>;
  close(): void;
} {
  let wake = (): void => undefined;
  let rang = false;
  const ring = (): void => {
    rang = true;
    wake();
  };
  const watcher = (() => {
    try {
      // Where the system cannot watch, looking now and then does it.
      return watch(folder, { persistent: false }, ring).on('error', () => undefined);
    } catch {
      return null;
    }
  })();
  return {
    rung: (mostMs, deaf) =>
      new Promise((resolve) => {
        const timer = setTimeout(end, mostMs);
        function end(): void {
          clearTimeout(timer);
          wake = () => undefined;
          rang = false;
          resolve();
        }
        if (deaf) return;
        if (rang) end();
        else wake = end;
      }),
    close: () => watcher?.close(),
  };
}
