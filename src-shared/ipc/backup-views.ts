import type { SkippedFile } from './views';

/** A copy of a project's database in its `backups/`. */
export interface BackupView {
  readonly file: string;
  /** The order, since clocks go wrong: the highest is the newest. */
  readonly number: number;
  /** ISO 8601. */
  readonly at: string;
  /** Layout of the database. */
  readonly schema: number;
  readonly bytes: number;
}

/** What verifying a project found; empty findings say that all is well. */
export interface VerifyResult {
  readonly findings: readonly { readonly kind: string; readonly message: string }[];
  readonly images: number;
}

/** A project that was made in a new folder from a backup. */
export interface RestoredCopy {
  /** The new project's folder. */
  readonly project: string;
  readonly from: string;
  /** Events of the history that it holds. */
  readonly events: number;
  readonly images: number;
  /** Image files that the backup names and that could not be copied, and why. */
  readonly missing: readonly SkippedFile[];
}

/** A project whose database was replaced by a backup. */
export interface Restored {
  readonly project: string;
  /** The backup that was put in place. */
  readonly from: string;
  /** Events of the history that it holds, that of the restoring included. */
  readonly events: number;
  /** Backups that were newer and could not be used, with the reason. */
  readonly passedOver: readonly { readonly file: string; readonly reason: string }[];
  /** Where the database that was there before lies now; null where there was none. */
  readonly kept: string | null;
}
