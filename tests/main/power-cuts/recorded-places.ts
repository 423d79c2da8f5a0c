import { join } from 'node:path';

/** What the recorded process has been told is kept. */
export type Acknowledged =
  | { readonly kind: 'created' }
  /** Lines of `acknowledgements.ts`. */
  | { readonly kind: 'events'; readonly lines: readonly string[] }
  | { readonly kind: 'backup'; readonly file: string }
  | { readonly kind: 'checkpoint'; readonly iteration: number }
  /** From here on the newest backup may stand in place of what was acknowledged. */
  | { readonly kind: 'restoring' }
  /** It does, with so many events. */
  | { readonly kind: 'restored'; readonly events: number };

/** The recorded project. */
export function projectOf(root: string): string {
  return join(root, 'p.ellipsight');
}

/** Where the acknowledgements are written: recorded too, so that they have their place among the writes. */
export function acknowledgedFile(root: string): string {
  return join(root, 'acknowledged');
}

/** Folder of the checkpoints of a recorded trial. */
export function checkpointsOf(project: string): string {
  return join(project, 'runs', 'r1', 'trial-1', 'checkpoints');
}

/** The job that the checkpoints belong to. */
export const jobHash = 'ab'.repeat(32);
