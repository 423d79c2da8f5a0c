import { workerData } from 'node:worker_threads';
import { pixelInput } from './patch-input';
import { PatchPixels } from './patch-pixels';
import { control, type PatchesAheadData } from './shared-patches';

// The one who started this thread is our own code, built together with it.
const { path, images, channels, patchSize, means, shared } = workerData as PatchesAheadData;
const { control: state, patches: numbers, values } = shared;
const input = pixelInput(PatchPixels.open(path, images, channels, patchSize, means));

/** Prepares one batch after the other; waiting costs nothing, and the trainer ends the thread. */
for (let served = 0; ; served += 1) {
  while (Atomics.load(state, control.asked) === served) {
    Atomics.wait(state, control.asked, served);
  }
  const count = state[control.count] ?? 0;
  const patches = Array.from({ length: count }, (_, at) => {
    const [image = 0, x = 0, y = 0, form = 0] = numbers.subarray(4 * at, 4 * at + 4);
    return { image, x, y, form };
  });
  try {
    input.write(patches, values);
    Atomics.store(state, control.failed, 0);
  } catch {
    // The trainer prepares this batch itself, and meets and tells the same failure.
    Atomics.store(state, control.failed, 1);
  }
  Atomics.store(state, control.done, served + 1);
  Atomics.notify(state, control.done);
}
