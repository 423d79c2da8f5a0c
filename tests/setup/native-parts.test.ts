import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readNativeParts } from '../../src-main/native-parts';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { temporaryFolders } from './support/temporary-folder';

const folder = temporaryFolders();

afterEach(() => {
  vi.unstubAllEnvs();
});

function failureOf(run: () => unknown) {
  try {
    run();
  } catch (problem) {
    if (problem instanceof ExpectedFailure) return problem.failure;
    throw problem;
  }
  return undefined;
}

describe('the native parts', () => {
  it('are found from a checkout, and every file is there', () => {
    vi.stubEnv('ELLIPSIGHT_PARTS', '');
    const parts = readNativeParts();
    const files = [
      parts.tensorflow.binding,
      parts.sqliteBinding,
      parts.weights,
      parts.electron.executable,
    ];
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('come from the file that ELLIPSIGHT_PARTS names, with paths relative to it', () => {
    const place = folder();
    mkdirSync(join(place, 'resources'));
    const file = join(place, 'resources', 'native-parts.json');
    const parts = {
      tensorflow: {
        binding: 'tf.node',
        version: '2.21.0',
        device: 'gpu',
        libraryFolders: ['cuda/lib', '/opt/cuda/lib'],
      },
      sqliteBinding: '../sqlite.node',
      weights: 'w.safetensors',
      electron: { executable: '../ellipsight', version: '45.4.1', current: true },
    };
    writeFileSync(file, JSON.stringify(parts));
    vi.stubEnv('ELLIPSIGHT_PARTS', file);
    expect(readNativeParts()).toEqual({
      tensorflow: {
        ...parts.tensorflow,
        binding: join(place, 'resources/tf.node'),
        libraryFolders: [join(place, 'resources/cuda/lib'), '/opt/cuda/lib'],
      },
      sqliteBinding: join(place, 'sqlite.node'),
      weights: join(place, 'resources/w.safetensors'),
      electron: { ...parts.electron, executable: join(place, 'ellipsight') },
    });
  });

  it('are missed with one sentence and what to do', () => {
    vi.stubEnv('ELLIPSIGHT_PARTS', join(folder(), 'absent.json'));
    expect(failureOf(readNativeParts)).toEqual({
      kind: 'missing-part',
      message: 'The native parts are not set up.',
      next: 'Run "npm run setup".',
    });
  });

  it.each([['{"tensorflow":'], ['{}'], ['{"sqliteBinding":5}']])(
    'are refused when the file holds %s',
    (text) => {
      const file = join(folder(), 'parts.json');
      writeFileSync(file, text);
      vi.stubEnv('ELLIPSIGHT_PARTS', file);
      const failure = failureOf(readNativeParts);
      expect(failure?.kind).toBe('missing-part');
      expect(failure?.message).toContain(file);
    },
  );
});
