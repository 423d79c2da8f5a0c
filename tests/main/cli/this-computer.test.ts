import { z } from 'zod';
import { expect, test } from 'vitest';
import { benchShape } from './json-shapes';
import { runCli, runJson } from './run-cli';

const doctorShape = z.object({
  checks: z.array(
    z.object({
      name: z.string(),
      state: z.enum(['pass', 'warn', 'fail']),
      value: z.string().min(1),
      advice: z.string(),
    }),
  ),
});

test('doctor looks at what is really used, and has advice where something does not pass', async () => {
  const { checks } = doctorShape.parse(await runJson(['doctor']));
  const of = (name: string) => checks.find((check) => check.name === name);
  expect(checks.map(({ name }) => name)).toEqual([
    'AVX',
    'Cores',
    'Memory',
    'TensorFlow',
    'Device',
    'SQLite',
    'Electron',
    'ImageNet weights',
    'Node',
  ]);
  expect(of('SQLite')).toMatchObject({ state: 'pass' });
  expect(of('SQLite')?.value).toContain('reopened with synchronous=FULL, journal wal');
  expect(of('Device')?.value).toMatch(/a 2048³ product in \d+ ms \(\d+ GFLOP\/s\)/);
  expect(of('ImageNet weights')?.value).toBe('13 layers as written down');
  for (const { state, advice } of checks) expect(advice === '').toBe(state === 'pass');
});

test('bench gives least, median and largest of its measurements, for the names asked for', async () => {
  const args = ['bench', '--only', 'label-commit', '--runs', '1'];
  const { results } = benchShape.parse(await runJson(args));
  expect(results.map(({ name }) => name)).toEqual(['label-commit']);
  for (const { ms, runs } of results) {
    expect(runs).toBe(100);
    expect(ms.min).toBeGreaterThan(0);
    expect(ms.median).toBeGreaterThanOrEqual(ms.min);
    expect(ms.max).toBeGreaterThanOrEqual(ms.median);
  }
  const unknown = await runCli(['bench', '--only', 'vgg16']);
  expect(unknown.code).toBe(2);
  expect(unknown.err).toContain('vgg16-step-b32');
});
