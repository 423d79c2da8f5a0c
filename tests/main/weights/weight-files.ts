import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import {
  readWeights,
  type ReadWeights,
} from '../../../src-main/decoder-process/weights/read-weights';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ellipsight-weights-'));
  folders.push(folder);
  return folder;
}

/** A file of `tests/fixtures/weights`, which `make_weights.py` wrote there. */
export function fixture(name: string): string {
  return join(import.meta.dirname, '../../fixtures/weights', name);
}

export function reading(file: string, architecture: string | null = null): Promise<ReadWeights> {
  return readWeights({ file, architecture }, () => undefined);
}

/** What a file is refused with: the failure of the file, or the problems of its layers. */
export async function refusal(file: string, architecture: string | null = null): Promise<string> {
  try {
    return (await reading(file, architecture)).reading.problems.join(' ');
  } catch (error) {
    if (error instanceof ExpectedFailure && error.failure.kind === 'bad-input') {
      return error.failure.message;
    }
    throw error;
  }
}
