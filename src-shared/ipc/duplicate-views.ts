import type { Side } from '../dataset/label';

/** What to look for. */
export interface DuplicateQuery {
  /** A stored split; null looks at no sides. */
  readonly split: { readonly splitSeed: number; readonly trial: number } | null;
  /** Bits in which two hashes may differ, 0 … 10. */
  readonly distance: number;
}

export interface DuplicateImage {
  readonly id: number;
  readonly sha256: string;
  readonly name: string;
  readonly textureId: number;
  readonly groupName: string | null;
  /** In the split asked for. */
  readonly side: Side;
}

/** Images that look the same, or nearly. */
export interface DuplicateReport {
  readonly splits: readonly { readonly splitSeed: number; readonly trial: number }[];
  readonly images: number;
  /** Files that could not be read. */
  readonly unreadable: number;
  readonly pairs: number;
  /** Pairs of which one tests and the other trains. */
  readonly across: number;
  /** Those across first, then the nearest, at most 200. */
  readonly shown: readonly {
    readonly distance: number;
    readonly across: boolean;
    readonly images: readonly [DuplicateImage, DuplicateImage];
  }[];
  /** Stopped before all images had their hash: what follows is about those that have. */
  readonly cancelled: boolean;
}
