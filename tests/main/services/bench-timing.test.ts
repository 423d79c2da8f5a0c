import { expect, test } from 'vitest';
import { benchTiming } from '../../../src-main/services/bench-timing';
import { imagesPage } from '../../../src-main/services/image-service';
import { timeStatements } from '../../../src-main/services/statement-times';
import { seedImages } from '../seeded-images';
import { temporaryProject } from '../temporary-project';

test('of a hundred times, 95 took at most the 95th', () => {
  // 100, 99, …, 1
  const times = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(benchTiming('x', { times, more: { perSecond: 7 } })).toEqual({
    name: 'x',
    ms: { min: 1, median: 50.5, p95: 95, p99: 99, max: 100 },
    runs: 100,
    perSecond: 7,
  });
  expect(benchTiming('y', { times: [4] }).ms).toEqual({
    min: 4,
    median: 4,
    p95: 4,
    p99: 4,
    max: 4,
  });
});

test('every statement is timed, and gives what it gave before', async () => {
  const project = await temporaryProject();
  const times = timeStatements(project.database);
  seedImages(project, [{ texture: 'felt', verdict: 'ok' }]);
  const before = times.length;
  expect(before).toBeGreaterThan(3);
  const all = { textureId: null, verdict: null, text: '' };
  expect(imagesPage(project, all, 0, 10)).toMatchObject({ total: 1, rows: [{ id: 1 }] });
  expect(times.slice(before).map(({ sql }) => /FROM (\w+)/.exec(sql)?.[1])).toEqual([
    'tallies',
    'images',
  ]);
  expect(times.every(({ ms }) => ms >= 0)).toBe(true);
});
