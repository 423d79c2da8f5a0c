/** Parts of a project's folder. */
export const diskParts = ['database', 'images', 'thumbnails', 'backups', 'runs', 'other'] as const;
export type DiskPart = (typeof diskParts)[number];

/** What can be removed; excluded images are purged, which is asked for by itself. */
export const cleanKinds = [
  /** Checkpoints of runs that are done, or whose trial is: nothing goes on from them. */
  'spent-checkpoints',
  /** Checkpoints of runs that were stopped: these can then only begin anew. */
  'stopped-checkpoints',
  /** What frozen layers and teachers said, kept to save time. */
  'caches',
  /** What the networks decided at each evaluation; those of the final models stay. */
  'evaluations',
  /** Made again when they are looked at. */
  'thumbnails',
  /** Files that belong to no image and no run. */
  'orphans',
] as const;
export type CleanKind = (typeof cleanKinds)[number];

export interface RunDiskUse {
  readonly run: string;
  readonly state: string;
  /** Files that runs share are counted at the first of them. */
  readonly bytes: number;
  readonly checkpoints: number;
  readonly caches: number;
  readonly models: number;
  readonly pixels: number;
  /** Decisions of every evaluation. */
  readonly evaluations: number;
}

export interface DiskUse {
  readonly bytes: number;
  readonly parts: Readonly<Record<DiskPart, number>>;
  /** Oldest first. */
  readonly runs: readonly RunDiskUse[];
  /** What removing would free; excluded images beside it. */
  readonly clean: Readonly<Record<CleanKind, { readonly files: number; readonly bytes: number }>>;
  readonly excluded: number;
}

export interface CleanSummary {
  readonly files: number;
  readonly bytes: number;
}
