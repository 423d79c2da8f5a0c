import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { graphicsCards } from '../../../src-main/services/graphics-cards';
import {
  deviceVariable,
  trainerEnvironment,
  visibleCards,
} from '../../../src-main/services/trainer-environment';

const path = process.env['PATH'] ?? '';
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ellipsight-cards-'));
  process.env['PATH'] = `${folder}${delimiter}${path}`;
});
afterEach(() => {
  process.env['PATH'] = path;
  delete process.env['ELLIPSIGHT_DEVICE'];
  rmSync(folder, { recursive: true, force: true });
});

/** Stands in for NVIDIA's tool, which this computer need not have. */
function tool(script: string): void {
  const file = join(folder, 'nvidia-smi');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

test.skipIf(process.platform === 'win32')('cards are read with their memory', async () => {
  tool("printf '0, 24564, 1200, 570.86, NVIDIA GeForce RTX 4090\\n1, 8192, 3, 570.86, Quadro\\n'");
  expect(await graphicsCards()).toEqual([
    {
      index: 0,
      name: 'NVIDIA GeForce RTX 4090',
      memory: 24564,
      memoryUsed: 1200,
      driver: '570.86',
    },
    { index: 1, name: 'Quadro', memory: 8192, memoryUsed: 3, driver: '570.86' },
  ]);
});

test.skipIf(process.platform === 'win32')('a tool that fails finds no card', async () => {
  tool('echo "Failed to initialize NVML" && exit 9');
  expect(await graphicsCards()).toEqual([]);
});

test('a device says which cards CUDA may see', () => {
  expect([undefined, 'gpu', 'cpu', 'gpu:1'].map(visibleCards)).toEqual([null, null, '-1', '1']);
  expect(() => visibleCards('tpu')).toThrow('no device "tpu"');
  process.env[deviceVariable] = 'cpu';
  expect(trainerEnvironment([])).toEqual({ CUDA_VISIBLE_DEVICES: '-1' });
  delete process.env['ELLIPSIGHT_DEVICE'];
  expect(trainerEnvironment([])).toEqual({});
});
