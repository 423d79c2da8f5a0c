import { copyFile, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { saidFailure } from '../../src-shared/sentences/english';
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
      throw saidFailure('bad-input', 'exportIntoProject', { path });
    }
    if (!(await exists(dirname(path)))) {
      throw saidFailure('bad-input', 'noExportFolder', { folder: dirname(path) });
    }
    if (await exists(path)) {
      const content = await readdir(path).catch(() => null);
      if (content === null || content.length > 0) {
        throw saidFailure('bad-input', content === null ? 'exportNoFolder' : 'exportNotEmpty', {
          path,
        });
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
      throw saidFailure('disk-full', 'exportDiskFull', { path });
    }
    if (code !== null && /^E[A-Z]+$/.test(code)) {
      throw saidFailure('bad-input', 'exportNotWritten', { path, code });
    }
    throw error;
  }
}
