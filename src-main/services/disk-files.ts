import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';

/** A file below a folder. */
export interface DiskFile {
  readonly path: string;
  /** Names of the folders and the file, below the folder that was looked at. */
  readonly parts: readonly string[];
  readonly bytes: number;
  /** Names the content: files with more than one name have one. */
  readonly inode: string;
  /** Names that the content has, anywhere. */
  readonly links: number;
}

/** Every file below a folder, in no order; links are not followed, and what goes meanwhile is passed over. */
export async function* filesBelow(
  folder: string,
  parts: readonly string[] = [],
): AsyncGenerator<DiskFile> {
  const entries = await opendir(folder).catch(missingIsNull);
  if (entries === null) return;
  for await (const entry of entries) {
    const path = join(folder, entry.name);
    const below = [...parts, entry.name];
    if (entry.isDirectory()) {
      yield* filesBelow(path, below);
      continue;
    }
    const stats = await lstat(path, { bigint: false }).catch(missingIsNull);
    if (stats === null) continue;
    yield {
      path,
      parts: below,
      bytes: stats.size,
      inode: `${stats.dev}:${stats.ino}`,
      links: stats.nlink,
    };
  }
}

function missingIsNull(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

/** Sums contents, each once however many names it has. */
export class ContentSum {
  private readonly seen = new Set<string>();
  bytes = 0;

  /** @returns what the file adds: 0 for a content that is known. */
  add({ inode, links, bytes }: DiskFile): number {
    if (links > 1) {
      if (this.seen.has(inode)) return 0;
      this.seen.add(inode);
    }
    this.bytes += bytes;
    return bytes;
  }
}

/** What the disk gets back when exactly these files go: contents that keep another name stay. */
export function freedBytes(files: readonly DiskFile[]): number {
  const names = new Map<string, { left: number; bytes: number }>();
  let bytes = 0;
  for (const file of files) {
    const known = names.get(file.inode) ?? { left: file.links, bytes: file.bytes };
    known.left -= 1;
    names.set(file.inode, known);
    if (known.left === 0) bytes += known.bytes;
  }
  return bytes;
}
