import { cpus } from 'node:os';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { DecidedFile } from '../decoder-process/deployment/decide-image-file';
import type { PatchModel } from '../decoder-process/deployment/onnx-session';
import { aheadInOrder } from '../services/ahead-in-order';
import type { DecoderClient } from '../services/decoder-client';
import type { NamedFile } from '../services/image-files';

/** Models above this size are loaded once, not once a process. */
const smallModelBytes = 64 * 2 ** 20;

/** Images under way a process: one is computed while others are read and decoded. */
const imagesOfProcess = 4;

/** How a model is spread over this computer's cores. */
export interface DecidingSpread {
  readonly processes: number;
  /** Of a decision. */
  readonly threads: number;
}

/** A process for every core where many images are decided by a small model; else one with all cores. */
export function spreadOf(modelBytes: number, many: boolean): DecidingSpread {
  const cores = Math.max(1, cpus().length);
  return many && modelBytes <= smallModelBytes
    ? { processes: cores, threads: 1 }
    : { processes: 1, threads: cores };
}

/** A file with what was found in it, or why nothing was. */
export type FoundInFile<T> =
  | { readonly file: NamedFile; readonly found: T }
  | { readonly file: NamedFile; readonly found: null; readonly reason: string };

/**
 * Asks something of many image files, several at a time; what comes is in the order of the files, and a few are held at
 * a time. A file that is no image, or too small, is told and does not stop the others.
 *
 * @param ask fails with `bad-input`, whose message is the reason alone, for a file that cannot be decided
 */
export async function* foundInFiles<T>(
  files: AsyncIterable<NamedFile>,
  processes: number,
  ask: (file: string) => Promise<T>,
): AsyncGenerator<FoundInFile<T>, void, undefined> {
  yield* aheadInOrder(files, imagesOfProcess * processes, async (file): Promise<FoundInFile<T>> => {
    try {
      return { file, found: await ask(file.file) };
    } catch (error) {
      if (error instanceof ExpectedFailure && error.failure.kind === 'bad-input') {
        return { file, found: null, reason: error.message };
      }
      throw error;
    }
  });
}

/** Decides many image files, as {@link foundInFiles} asks of them. */
export function decidedFiles(
  decoder: DecoderClient,
  { model, imageScale }: { readonly model: PatchModel; readonly imageScale: number },
  files: AsyncIterable<NamedFile>,
  processes: number,
): AsyncGenerator<FoundInFile<DecidedFile>, void, undefined> {
  return foundInFiles(files, processes, (file) =>
    decoder.call('decide', { model, imageScale, file }),
  );
}
