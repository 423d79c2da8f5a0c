import { saidFailure } from '../../src-shared/sentences/english';
import type { OpenProject } from './project-service';

// A change of many images is made in bites, one transaction each, between which main's loop answers the window. While
// it lasts no other gesture is made: each gesture finds images as the one before left them, which undo relies on.

/** Images, or events, of one bite. */
export const biteImages = 50;

/** What work on many images reports to, and is stopped by. */
export interface BiteHooks {
  /** `total` is an estimate until the work ends. */
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: { readonly cancelled: boolean };
}

const underWay = new WeakMap<OpenProject, Promise<unknown>>();

/** @throws ExpectedFailure `busy` while many images are changed. */
export function refuseDuringBites(project: OpenProject): void {
  if (underWay.has(project)) {
    throw saidFailure('busy', 'imagesBeingChanged');
  }
}

/**
 * Does work that changes images in bites. Its first bite is made before this function returns.
 *
 * @throws ExpectedFailure `busy` while other such work lasts.
 */
export async function inBites<T>(project: OpenProject, work: () => Promise<T>): Promise<T> {
  refuseDuringBites(project);
  const running = work();
  underWay.set(project, running);
  try {
    return await running;
  } finally {
    underWay.delete(project);
  }
}

/** Lets main's loop answer the window. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const intakes = new WeakMap<OpenProject, number>();
const removals = new WeakSet<OpenProject>();

/**
 * Marks that images come in: between a file's storing and its row, the file must stay.
 *
 * @returns ends it.
 * @throws ExpectedFailure `busy` while files of images are removed.
 */
export function beginIntake(project: OpenProject): () => void {
  if (removals.has(project)) {
    throw saidFailure('busy', 'filesBeingRemoved');
  }
  intakes.set(project, (intakes.get(project) ?? 0) + 1);
  return () => {
    intakes.set(project, (intakes.get(project) ?? 1) - 1);
  };
}

/**
 * Does work that removes files of images.
 *
 * @throws ExpectedFailure `busy` while images come in.
 */
export async function whileNoIntake<T>(project: OpenProject, work: () => Promise<T>): Promise<T> {
  if ((intakes.get(project) ?? 0) > 0 || removals.has(project)) {
    throw saidFailure('busy', 'imagesComingIn');
  }
  removals.add(project);
  try {
    return await work();
  } finally {
    removals.delete(project);
  }
}
