import { delimiter } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';

/** On what trainers run, whatever the plan: `cpu`, `gpu`, or `gpu:INDEX` of several cards. */
export const deviceVariable = 'ELLIPSIGHT_DEVICE';

/**
 * What the environment of a trainer process adds to main's. What TensorFlow reads while it loads, the trainer sets
 * itself; only the places of NVIDIA's libraries and the cards that it may see must be known before the process starts.
 *
 * @throws ExpectedFailure `wrong-use` where `ELLIPSIGHT_DEVICE` names no device
 */
export function trainerEnvironment(
  libraryFolders: readonly string[],
): Readonly<Record<string, string>> {
  const cards = visibleCards(process.env[deviceVariable]);
  const visible = cards === null ? {} : { CUDA_VISIBLE_DEVICES: cards };
  if (libraryFolders.length === 0) return visible;
  const earlier = process.env['LD_LIBRARY_PATH'];
  const folders = earlier === undefined ? libraryFolders : [...libraryFolders, earlier];
  return { ...visible, LD_LIBRARY_PATH: folders.join(delimiter) };
}

/**
 * Lets the trainers that this process starts run there.
 *
 * @throws ExpectedFailure `wrong-use` where there is no such device
 */
export function useDevice(device: string): void {
  visibleCards(device);
  process.env[deviceVariable] = device;
}

/**
 * The cards that CUDA may see: none for `cpu`, one for `gpu:INDEX`; null leaves it to CUDA.
 *
 * @throws ExpectedFailure `wrong-use` for any other text
 */
export function visibleCards(device: string | undefined): string | null {
  if (device === undefined || device === '' || device === 'gpu') return null;
  if (device === 'cpu') return '-1';
  const [, index] = /^gpu:(\d{1,2})$/.exec(device) ?? [];
  if (index === undefined) {
    throw new ExpectedFailure(
      'wrong-use',
      `There is no device "${device}".`,
      'Name cpu, gpu, or gpu:0, gpu:1 … of several cards; "doctor" lists them.',
    );
  }
  return index;
}
