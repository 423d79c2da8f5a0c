import util from 'node:util';

/** What Node 23 removed from `util`. */
interface RemovedFunctions {
  isNullOrUndefined?: (value: unknown) => boolean;
  isArray?: (value: unknown) => boolean;
}

/**
 * Gives `util` back the two functions that Node 23 removed and tfjs-node 4.22.0 calls with nearly every
 * op (fixed in its repository, not released: github.com/tensorflow/tfjs/pull/8425). It reads them from
 * `util` at each call, so it is enough to call this before the first op. Does nothing where they exist.
 */
export function restoreRemovedUtilFunctions(): void {
  const removed: RemovedFunctions = util;
  removed.isNullOrUndefined ??= (value) => value === null || value === undefined;
  removed.isArray ??= Array.isArray;
}
