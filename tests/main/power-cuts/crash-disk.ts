import { basename, dirname } from 'node:path';
import type { RandomStream } from '../../../src-shared/dataset/random';
import { FileNode, FolderNode, named, type Node, type Unsynced } from './disk-nodes';
import type { Change } from './write-log';

// A disk that forgets at a power cut what was not brought to it (POSIX, and no more than that):
// - of a file, what was written since its last fsync: each write is kept, dropped, or kept in some sectors alone, apart
//   from all others;
// - of a folder, names that were given or taken since its last fsync: the first so many of them are kept. A rename is
//   kept whole or not at all, as every journalling file system has it.
// An fsync of a file does not make its name durable, nor that of its folder.

/** What a disk writes whole or not at all, bytes. */
export const sectorBytes = 512;

/**
 * Whole files by their path below the recorded folder, and its folders, outer ones first. To be used before the disk
 * goes on: the bytes are the disk's own.
 */
export interface DiskImage {
  readonly folders: readonly string[];
  readonly files: ReadonlyMap<string, Buffer>;
}

/** The disk below one folder, as the changes of a log leave it. */
export class CrashDisk {
  private readonly top = new FolderNode();
  private readonly opened = new Map<string, Node>();

  /** @param root absolute path of the recorded folder, which is durable and empty at first. */
  constructor(private readonly root: string) {}

  apply(change: Change): void {
    switch (change.kind) {
      case 'open':
        this.open(change);
        break;
      case 'close':
        this.opened.delete(fileKey(change));
        break;
      case 'sync':
        this.openedNode(change).sync();
        break;
      case 'write':
      case 'resize':
        this.openedFile(change).change(change);
        break;
      case 'make-folder':
        this.name(change.path, new FolderNode());
        break;
      case 'remove':
        this.name(change.path, null);
        break;
      case 'link':
        this.name(change.to, this.known(change.path));
        break;
      case 'rename':
        this.rename(change.path, change.to);
        break;
    }
  }

  /** What the programs see, as without a power cut. */
  now(): DiskImage {
    return image(
      this.top,
      (folder) => folder.current,
      (file) => file.current,
    );
  }

  /** What a power cut leaves, one of many possibilities. */
  cut(random: RandomStream): DiskImage {
    const kept = keptNames(this.top, random);
    return image(
      this.top,
      (folder) => {
        const names = new Map(folder.names);
        for (const one of folder.unsynced.slice(0, kept.get(folder) ?? 0)) named(names, one);
        return names;
      },
      (file) => keptContent(file, random),
    );
  }

  private open(change: Extract<Change, { kind: 'open' }>): void {
    let node = this.find(change.path);
    if (node === null) {
      node = new FileNode();
      this.name(change.path, node);
    } else if (change.empties && node.kind === 'file') {
      node.change({ kind: 'resize', bytes: 0 });
    }
    this.opened.set(fileKey(change), node);
  }

  private rename(from: string, to: string): void {
    const node = this.known(from);
    const [source, target] = [this.folderOf(from), this.folderOf(to)];
    if (source === target) {
      const alsoTakes = basename(from);
      source.change({ name: basename(to), node, alsoTakes, needs: null });
      return;
    }
    const change = { name: basename(to), node, alsoTakes: null, needs: null };
    target.change(change);
    const needs = { folder: target, change };
    source.change({ name: basename(from), node: null, alsoTakes: null, needs });
  }

  private name(path: string, node: Node | null): void {
    this.folderOf(path).change({ name: basename(path), node, alsoTakes: null, needs: null });
  }

  private find(path: string): Node | null {
    if (path === this.root) return this.top;
    const parent = this.find(dirname(path));
    return parent?.kind === 'folder' ? (parent.current.get(basename(path)) ?? null) : null;
  }

  private known(path: string): Node {
    const node = this.find(path);
    if (node === null) throw new Error(`The log knows nothing of ${path}.`);
    return node;
  }

  private folderOf(path: string): FolderNode {
    const folder = this.known(dirname(path));
    if (folder.kind !== 'folder') throw new Error(`${dirname(path)} is no folder.`);
    return folder;
  }

  private openedNode(who: { readonly process: number; readonly file: number }): Node {
    const node = this.opened.get(fileKey(who));
    if (node === undefined) throw new Error(`The log knows nothing of the file ${fileKey(who)}.`);
    return node;
  }

  private openedFile(who: { readonly process: number; readonly file: number }): FileNode {
    const node = this.openedNode(who);
    if (node.kind !== 'file') throw new Error(`${fileKey(who)} is a folder.`);
    return node;
  }
}

function fileKey({ process, file }: { readonly process: number; readonly file: number }): string {
  return `${process} ${file}`;
}

/** How many of its unsynced changes of names each folder keeps. */
function keptNames(top: FolderNode, random: RandomStream): ReadonlyMap<FolderNode, number> {
  const kept = new Map<FolderNode, number>();
  const choose = (folder: FolderNode): void => {
    if (kept.has(folder)) return;
    kept.set(folder, random.integer(folder.unsynced.length + 1));
    for (const node of [...folder.names.values(), ...folder.unsynced.map(({ node }) => node)]) {
      if (node?.kind === 'folder') choose(node);
    }
  };
  choose(top);
  // Half of a rename is none.
  for (let settled = false; !settled;) {
    settled = true;
    for (const [folder, count] of kept) {
      const half = folder.unsynced.findIndex(
        ({ needs }, index) =>
          index < count &&
          needs !== null &&
          needs.folder.unsynced.indexOf(needs.change) >= (kept.get(needs.folder) ?? 0),
      );
      if (half !== -1) {
        kept.set(folder, half);
        settled = false;
      }
    }
  }
  return kept;
}

function keptContent({ durable, unsynced }: FileNode, random: RandomStream): Buffer {
  // Some cuts drop or keep all, as a quick or a slow disk would; the rest choose write by write.
  const mood = random.integer(4);
  if (mood === 0 || unsynced.length === 0) return durable.view;
  const kept = durable.copy();
  for (const one of unsynced) {
    const fate = mood === 1 ? 1 : random.integer(3);
    if (fate === 0) continue;
    if (fate === 1 || one.kind === 'resize') {
      kept.apply(one);
    } else {
      for (const sector of sectors(one.at, one.data)) {
        if (random.integer(2) === 1) kept.apply(sector);
      }
    }
  }
  return kept.view;
}

function* sectors(at: number, data: Buffer): Iterable<Unsynced> {
  for (let start = 0; start < data.length;) {
    const length = sectorBytes - ((at + start) % sectorBytes);
    yield { kind: 'write', at: at + start, data: data.subarray(start, start + length) };
    start += length;
  }
}

function image(
  top: FolderNode,
  namesOf: (folder: FolderNode) => ReadonlyMap<string, Node>,
  contentOf: (file: FileNode) => Buffer,
): DiskImage {
  const folders: string[] = [];
  const files = new Map<string, Buffer>();
  /** A file with two names has one content. */
  const contents = new Map<FileNode, Buffer>();
  const walk = (folder: FolderNode, path: string): void => {
    for (const [name, node] of namesOf(folder)) {
      const inner = path === '' ? name : `${path}/${name}`;
      if (node.kind === 'folder') {
        folders.push(inner);
        walk(node, inner);
      } else {
        const content = contents.get(node) ?? contentOf(node);
        contents.set(node, content);
        files.set(inner, content);
      }
    }
  };
  walk(top, '');
  return { folders, files };
}
