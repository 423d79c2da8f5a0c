import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { Progress } from '../../src-shared/ipc/views';
import type { WeightImport, WeightSet, WeightsReading } from '../../src-shared/ipc/weights-views';
import type { ChildLauncher } from '../children/child-channel';
import { weightsFolder } from '../settings/weights-folder';
import { createDecoderClient, type DecoderClient } from './decoder-client';
import { recordWeightSet, requireFreeName } from './weight-library';

/** What long work on weights reports to and is stopped by. */
export interface WeightHooks {
  readonly onProgress: (progress: Progress) => void;
  readonly signal: { readonly cancelled: boolean };
}

/**
 * Looks into a weight file in a process of its own, which a bad file can only take down alone; nothing is changed.
 *
 * @param architecture whose convolutions it should hold; null recognises it
 * @throws ExpectedFailure `bad-input` where it cannot be read, `cancelled`
 */
export function inspectWeights(
  launcher: ChildLauncher,
  file: string,
  architecture: string | null,
  hooks: WeightHooks,
): Promise<WeightsReading> {
  return withDecoder(launcher, hooks, (decoder, onProgress) =>
    decoder.call('read-weights', { file, architecture }, onProgress),
  );
}

/**
 * Takes the convolutions of a weight file into the library of this user, durably.
 *
 * @throws ExpectedFailure `wrong-use` for a name that is taken; `bad-input` where the file cannot be used; `cancelled`.
 *   Nothing is changed then.
 */
export async function importWeights(
  launcher: ChildLauncher,
  wanted: WeightImport,
  hooks: WeightHooks,
  folder = weightsFolder(),
): Promise<WeightSet> {
  const { name, licence, ...request } = wanted;
  requireFreeName(name, folder);
  const stored = await withDecoder(launcher, hooks, (decoder, onProgress) =>
    decoder.call('store-weights', { ...request, folder }, onProgress),
  );
  requireFreeName(name, folder);
  const { preprocessing } = wanted;
  return recordWeightSet(name, stored, { preprocessing, licence, now: new Date() }, folder);
}

/** How often a wish to stop is looked at, ms. */
const stopInterval = 100;

async function withDecoder<T>(
  launcher: ChildLauncher,
  { onProgress, signal }: WeightHooks,
  work: (decoder: DecoderClient, onLayer: (done: number, total: number) => void) => Promise<T>,
): Promise<T> {
  const decoder = createDecoderClient({ launcher, processes: 1 });
  const watch = setInterval(() => {
    if (signal.cancelled) void decoder.close();
  }, stopInterval);
  try {
    return await work(decoder, (done, total) => {
      onProgress({ done, total, perSecond: null, remainingSeconds: null });
    });
  } catch (error) {
    if (signal.cancelled) {
      throw new ExpectedFailure('cancelled', 'Reading the weights was stopped; nothing was kept.');
    }
    throw error;
  } finally {
    clearInterval(watch);
    await decoder.close();
  }
}
