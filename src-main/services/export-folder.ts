import { copyFile, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { syncFolder } from '../decoder-process/durable-file';
import { exists } from './placed-file';

/**
 * A folder that comes to be whole or not at all: everything is written into a folder beside it, made durable, and then
 * renamed.
 */
export class ExportFolder {
  readonly #final: string;
  readonly #growing: string;

  private constructor(final: string, growing: string) {
    this.#final = final;
    this.#growing = growing;
  }

  /**
   * @param path absolute; does not exist yet, or is an empty folder.
   * @param project folder of the project, in which nothing foreign may lie.
   * @throws ExpectedFailure `bad-input` where something is there, or the folder above is missing.
   */
  static async begin(path: string, project: string): Promise<ExportFolder> {
    if (`${path}${sep}`.startsWith(`${project}${sep}`)) {
      throw new ExpectedFailure(
        'bad-input',
        `${path} lies in the project itself; nothing was written.`,
        'Choose a folder outside of it.',
      );
    }
    if (!(await exists(dirname(path)))) {
      throw new ExpectedFailure(
        'bad-input',
        `There is no folder ${dirname(path)} to write into; nothing was written.`,
      );
    }
    if (await exists(path)) {
      const content = await readdir(path).catch(() => null);
      if (content === null || content.length > 0) {
        throw new ExpectedFailure(
          'bad-input',
          `${path} is ${content === null ? 'no folder that can be read' : 'not empty'}; nothing was written.`,
          'Choose a new or an empty folder.',
        );
      }
    }
    const growing = join(dirname(path), `.${basename(path)}.growing-${process.pid}-${Date.now()}`);
    await inWords(path, () => mkdir(growing));
    return new ExportFolder(path, growing);
  }

  /** Absolute path, in the growing folder, of a file whose folder is there from now on. */
  async place(path: string): Promise<string> {
    const file = join(this.#growing, ...path.split('/'));
    await inWords(this.#final, () => mkdir(dirname(file), { recursive: true }));
    return file;
  }

  async text(path: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
    const file = await this.place(path);
    const handle = await inWords(this.#final, () => open(file, 'wx'));
    try {
      for await (const piece of pieces) {
        await inWords(this.#final, () => handle.appendFile(piece, 'utf8'));
      }
      await inWords(this.#final, () => handle.sync());
    } finally {
      await handle.close();
    }
  }

  /** A durable copy, never a link: what is exported may be edited. */
  async copy(source: string, path: string): Promise<string> {
    const file = await this.place(path);
    await inWords(this.#final, async () => {
      await copyFile(source, file);
      const handle = await open(file, 'r+');
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    });
    return file;
  }

  /** Gives the folder its name. */
  async finish(): Promise<void> {
    await inWords(this.#final, async () => {
      await syncFolders(this.#growing);
      // Only an empty folder can be there, and Windows renames onto none.
      if (await exists(this.#final)) {
        await rmdir(this.#final);
      }
      await rename(this.#growing, this.#final);
      await syncFolder(dirname(this.#final));
    });
  }

  /** Takes back everything. */
  async discard(): Promise<void> {
    await rm(this.#growing, { recursive: true, force: true });
  }
}

async function syncFolders(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      await syncFolders(join(folder, entry.name));
    }
  }
  await syncFolder(folder);
}

/** Failures of the disk in words; anything else is thrown on. */
async function inWords<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      throw new ExpectedFailure(
        'disk-full',
        `There is no room left to write ${path}; nothing was written.`,
        'Free some space, then do it again.',
      );
    }
    if (code !== null && /^E[A-Z]+$/.test(code)) {
      throw new ExpectedFailure(
        'bad-input',
        `${path} could not be written (${code}); nothing was written.`,
        'Choose another folder.',
      );
    }
    throw error;
  }
}
