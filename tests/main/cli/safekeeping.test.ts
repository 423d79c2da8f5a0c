import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../temporary-project';
import { runCli, runJson } from './run-cli';
import { infoShape } from './json-shapes';

test('the command line backs up, says what to do about a damaged project, and restores it', async () => {
  const folder = join(temporaryFolder(), 'kept.ellipsight');
  await runJson(['create', folder]);
  await runJson([
    ...['sample', folder, '--textures', '1', '--ok', '3', '--defective', '1', '--size', '64'],
  ]);
  const before = infoShape.parse(await runJson(['info', folder]));
  const { backup } = z
    .object({ backup: z.string(), number: z.literal(1), events: z.number().min(4) })
    .parse(await runJson(['backup', folder]));

  const file = join(folder, 'project.db');
  writeFileSync(file, readFileSync(file).fill(0x5a, 4096));
  const refused = await runCli(['info', folder]);
  expect(refused.code).toBe(3);
  expect(refused.err).toContain(`ellipsight restore ${folder}`);

  const restored = z
    .object({ from: z.string(), kept: z.string() })
    .parse(await runJson(['restore', folder]));
  expect(restored.from).toBe(backup);
  expect(infoShape.parse(await runJson(['info', folder]))).toEqual(before);
  expect((await runCli(['verify', folder])).code).toBe(0);
});
