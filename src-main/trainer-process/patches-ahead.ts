import { Worker } from 'node:worker_threads';
import { pixelInput, type PatchInput } from './patch-input';
import type { DrawnPatch, PatchPixels } from './patch-pixels';
import { control, type PatchesAheadData, type SharedPatches } from './shared-patches';

/** Longer than any batch takes on the slowest disk, ms. */
const patience = 60_000;

/**
 * Input straight from pixels whose next batch is prepared by another thread while the last step computes, which keeps
 * this one busy. What was not announced is prepared here; values are the same either way.
 */
export class PatchesAhead implements PatchInput {
  readonly #pixels: PatchPixels;
  readonly #direct: PatchInput;
  readonly #largest: number;
  readonly #shared: SharedPatches;
  readonly #worker: Worker | null;
  #announced: readonly DrawnPatch[] | null = null;
  #alive = true;
  #taken = 0;

  /**
   * @param largest most patches of an announced batch
   * @param threadFile the built thread; null where sources run without a build: nothing is then prepared ahead
   */
  constructor(pixels: PatchPixels, largest: number, threadFile: string | null) {
    this.#pixels = pixels;
    this.#direct = pixelInput(pixels);
    this.#largest = largest;
    this.#shared = {
      control: new Int32Array(new SharedArrayBuffer(4 * 4)),
      patches: new Int32Array(new SharedArrayBuffer(16 * largest)),
      values: new Float32Array(new SharedArrayBuffer(4 * largest * pixels.length)),
    };
    this.#worker = threadFile === null ? null : this.#start(threadFile);
  }

  get shape(): readonly number[] {
    return this.#direct.shape;
  }

  get networkShape(): readonly number[] {
    return this.#direct.networkShape;
  }

  /** Batches that the other thread had prepared. */
  get taken(): number {
    return this.#taken;
  }

  announce(patches: readonly DrawnPatch[]): void {
    if (this.#worker === null || !this.#alive || patches.length > this.#largest) return;
    this.#finish();
    const { control: state, patches: numbers } = this.#shared;
    patches.forEach(({ image, x, y, form }, at) => {
      numbers.set([image, x, y, form], 4 * at);
    });
    state[control.count] = patches.length;
    this.#announced = patches;
    Atomics.add(state, control.asked, 1);
    Atomics.notify(state, control.asked);
  }

  write(patches: readonly DrawnPatch[], target: Float32Array): void {
    const announced = this.#announced;
    if (announced !== null && samePatches(announced, patches) && this.#finish()) {
      this.#taken += 1;
      target.set(this.#shared.values.subarray(0, patches.length * this.#pixels.length));
      return;
    }
    this.#direct.write(patches, target);
  }

  /** Ends the thread. */
  close(): void {
    this.#alive = false;
    // Nobody waits for its end: it holds nothing but an open file.
    void this.#worker?.terminate();
  }

  /** Waits for the thread; false where it did not succeed: the caller then meets the same failure itself. */
  #finish(): boolean {
    if (this.#announced === null) return false;
    this.#announced = null;
    const { control: state } = this.#shared;
    const asked = Atomics.load(state, control.asked);
    for (let done = Atomics.load(state, control.done); done !== asked;) {
      if (Atomics.wait(state, control.done, done, patience) === 'timed-out') {
        this.#alive = false;
        return false;
      }
      done = Atomics.load(state, control.done);
    }
    return Atomics.load(state, control.failed) === 0;
  }

  #start(threadFile: string): Worker {
    const { path, images, channels, patchSize, means } = this.#pixels;
    const workerData: PatchesAheadData = {
      path,
      images,
      means,
      channels,
      patchSize,
      shared: this.#shared,
    };
    const worker = new Worker(threadFile, { workerData });
    worker.on('error', (error) => {
      this.#alive = false;
      console.error(`Patches are no longer prepared ahead: ${error.message}`);
    });
    // The trainer ends when its job does.
    worker.unref();
    return worker;
  }
}

function samePatches(one: readonly DrawnPatch[], other: readonly DrawnPatch[]): boolean {
  return (
    one.length === other.length &&
    one.every((patch, at) => {
      const { image, x, y, form } = other[at] ?? {};
      return patch.image === image && patch.x === x && patch.y === y && patch.form === form;
    })
  );
}
