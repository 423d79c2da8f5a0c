import { totalmem } from 'node:os';

/** From which resident memory on a trainer ends at a checkpoint, to be started anew. */
export interface MemoryCap {
  readonly bytes: number;
  /** Steps of this process before it may end: where a plan needs more than the cap, it still gets on. */
  readonly leastSteps: number;
}

/** Share of the memory that a trainer may hold. */
const shareOfMemory = 0.7;
const mebibyte = 2 ** 20;

/**
 * The cap of this process: 70 % of what the computer, or the container, has; `ELLIPSIGHT_TRAINER_MEMORY_MB` and
 * `ELLIPSIGHT_TRAINER_LEAST_STEPS` set it otherwise.
 */
export function memoryCap(env: NodeJS.ProcessEnv = process.env): MemoryCap {
  const megabytes = positive(env['ELLIPSIGHT_TRAINER_MEMORY_MB']);
  return {
    bytes: megabytes === null ? shareOfMemory * memoryAtHand() : megabytes * mebibyte,
    leastSteps: positive(env['ELLIPSIGHT_TRAINER_LEAST_STEPS']) ?? 200,
  };
}

/** Bytes of the computer, or of the container that this process is held in. */
export function memoryAtHand(): number {
  // Node 18.15 and later know of containers; an unlimited one gives 0, or more than there is.
  const limit = typeof process.constrainedMemory === 'function' ? process.constrainedMemory() : 0;
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

function positive(text: string | undefined): number | null {
  const value = Number(text);
  return text !== undefined && value > 0 ? value : null;
}
