// The files and folders of a disk that forgets: what is durable, and what has changed since.

export type Unsynced =
  | { readonly kind: 'write'; readonly at: number; readonly data: Buffer }
  | { readonly kind: 'resize'; readonly bytes: number };

/** Bytes that grow in place, so that a write costs its own length alone. */
class Content {
  constructor(
    private bytes = Buffer.alloc(0),
    private length = 0,
  ) {}

  apply(one: Unsynced): void {
    if (one.kind === 'resize') {
      this.resize(one.bytes);
      return;
    }
    this.resize(Math.max(this.length, one.at + one.data.length));
    one.data.copy(this.bytes, one.at);
  }

  copy(): Content {
    return new Content(Buffer.from(this.view), this.length);
  }

  get view(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  private resize(length: number): void {
    if (length > this.bytes.length) {
      const grown = Buffer.alloc(2 * length);
      this.view.copy(grown);
      this.bytes = grown;
    }
    // What lay beyond the end is zeros when the file grows again.
    this.bytes.fill(0, Math.min(length, this.length), this.length);
    this.length = length;
  }
}

export class FileNode {
  readonly kind = 'file';
  readonly durable = new Content();
  unsynced: readonly Unsynced[] = [];

  sync(): void {
    for (const one of this.unsynced) this.durable.apply(one);
    this.unsynced = [];
  }

  change(one: Unsynced): void {
    this.unsynced = [...this.unsynced, one];
  }

  /** What the programs see now. */
  get current(): Buffer {
    const content = this.durable.copy();
    for (const one of this.unsynced) content.apply(one);
    return content.view;
  }
}

/** A name given to a node, or taken away; one that is part of a rename holds only once the other part does. */
export interface NameChange {
  readonly name: string;
  readonly node: Node | null;
  readonly alsoTakes: string | null;
  readonly needs: { readonly folder: FolderNode; readonly change: NameChange } | null;
}

export class FolderNode {
  readonly kind = 'folder';
  /** Durable. */
  names = new Map<string, Node>();
  unsynced: NameChange[] = [];
  /** What the programs see now. */
  readonly current = new Map<string, Node>();

  change(change: NameChange): void {
    named(this.current, change);
    this.unsynced.push(change);
  }

  sync(count = this.unsynced.length): void {
    for (const one of this.unsynced.splice(0, count)) {
      if (one.needs !== null) {
        const { folder, change } = one.needs;
        folder.sync(folder.unsynced.indexOf(change) + 1);
      }
      named(this.names, one);
    }
  }
}

export type Node = FileNode | FolderNode;

/** Gives or takes a name. */
export function named(names: Map<string, Node>, { name, node, alsoTakes }: NameChange): void {
  if (alsoTakes !== null) names.delete(alsoTakes);
  if (node === null) {
    names.delete(name);
  } else {
    names.set(name, node);
  }
}
