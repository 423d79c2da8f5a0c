import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyBindingSources } from '../../scripts/setup/binding-sources.mjs';
import { temporaryFolders } from './support/temporary-folder';

const folder = temporaryFolders();
const packageFolder = resolve('node_modules/@tensorflow/tfjs-node-gpu');

describe('the TensorFlow binding', () => {
  it('loads in plain Node and runs a convolution fused with bias and ReLU, named by a list of strings', () => {
    const outcome = spawnSync(
      process.execPath,
      [resolve('tests/setup/support/fused-convolution.cjs'), packageFolder],
      { encoding: 'utf8', env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' } },
    );
    expect(outcome.status, outcome.stderr).toBe(0);
    expect(JSON.parse(outcome.stdout)).toEqual({
      version: '2.21.0',
      backend: 'tensorflow',
      shape: [1, 3, 3, 2],
      // Pixel p gives max(0, p − 4) and max(0, 6 − p).
      values: [0, 5, 0, 4, 0, 3, 0, 2, 1, 1, 2, 0, 3, 0, 4, 0, 5, 0],
      tensors: 4,
    });
  });

  it('adds to the sources of the package and changes nothing else', () => {
    const to = folder();
    const [backend = ''] = copyBindingSources(resolve(packageFolder, 'binding'), to);
    const added = readFileSync(backend, 'utf8').split('\n');
    const original = readFileSync(resolve(packageFolder, 'binding/tfjs_backend.cc'), 'utf8');
    let next = 0;
    const lines = original.split('\n');
    for (const line of added) if (line === lines[next]) next += 1;
    expect(next).toBe(lines.length);
  });

  it('is not built from sources of another version', () => {
    const from = folder();
    const other = resolve('tests/setup/support/exercise-sqlite.cjs');
    copyFileSync(other, resolve(from, 'tfjs_backend.cc'));
    expect(() => copyBindingSources(from, folder())).toThrow('not those of the pinned version');
  });
});
