import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { SkippedFile } from '../../src-shared/ipc/views';
import type { DecoderClient } from './decoder-client';
import type { NamedFile } from './image-files';

/** An image file that has a readable head. */
export interface InspectedFile extends NamedFile {
  readonly sha256: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Reads the heads of image files, several at a time; files that are no images are told and left out. */
export async function inspectAll(
  decoder: DecoderClient,
  files: readonly NamedFile[],
  onFailure: (failure: SkippedFile) => void,
): Promise<readonly InspectedFile[]> {
  const inspected = await Promise.all(
    files.map(async ({ file, given }): Promise<InspectedFile | SkippedFile> => {
      try {
        const { sha256, width, height } = await decoder.inspect(file);
        return { file, given, sha256, width, height };
      } catch (error) {
        if (error instanceof ExpectedFailure) return { file: given, reason: error.message };
        throw error;
      }
    }),
  );
  return inspected.flatMap((result) => {
    if ('sha256' in result) return [result];
    onFailure(result);
    return [];
  });
}
