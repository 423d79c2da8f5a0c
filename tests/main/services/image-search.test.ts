import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchNeighbours, searchPage } from '../../../src-main/services/image-search';
import { imageNeighbours, imagesPage } from '../../../src-main/services/image-service';
import { verdicts } from '../../../src-shared/dataset/label';
import { imageOrders } from '../../../src-shared/ipc/views';
import { seedImages } from '../seeded-images';
import { temporaryProject } from '../temporary-project';

test('a search in bites finds what one statement finds, for every filter, page and neighbour', async () => {
  const project = await temporaryProject();
  seedImages(
    project,
    Array.from({ length: 400 }, (_, index) => ({
      texture: ['felt', 'weave'][index % 2] ?? '',
      verdict: index % 3 === 0 ? 'unlabelled' : 'ok',
    })),
  );
  // Two bites further on, so that a search has to go on over an empty one.
  project.database.exec('UPDATE images SET id = id + 12000 WHERE id > 200');
  const filters = fc.record({
    textureId: fc.constantFrom(null, 1, 2),
    verdict: fc.constantFrom(null, ...verdicts),
    text: fc.constantFrom('', '1', '12', 'seeded', '.PNG', '%', 'none'),
    order: fc.constantFrom(undefined, ...imageOrders),
  });
  // Names that only the number of their image tells apart.
  project.database.exec(`UPDATE images SET name = 'seeded-1' WHERE id % 7 = 0`);
  await fc.assert(
    fc.asyncProperty(
      filters,
      fc.nat(420),
      fc.integer({ min: 1, max: 600 }),
      async (filter, offset, limit) => {
        const expected = imagesPage(project, filter, offset, limit);
        expect(await searchPage(project, filter, offset, limit)).toEqual(expected);
        const id = offset < 200 ? offset + 1 : offset + 12_000;
        expect(await searchNeighbours(project, id, filter)).toEqual(
          imageNeighbours(project, id, filter),
        );
      },
    ),
    { numRuns: 100 },
  );
});

test('pages come as images were added, the other way round, or by name, under every filter', async () => {
  const project = await temporaryProject();
  // By name: 0, 1, 10, 11, 2, …
  seedImages(
    project,
    Array.from({ length: 12 }, (_, index) => ({
      texture: ['felt', 'weave'][index % 2] ?? '',
      verdict: 'ok',
    })),
  );
  const pageOf = (order: 'added' | 'newest' | 'name', textureId: number | null): number[] =>
    imagesPage(project, { textureId, verdict: null, text: '', order }, 1, 3).rows.map(
      ({ id }) => id,
    );
  expect(pageOf('added', null)).toEqual([2, 3, 4]);
  expect(pageOf('newest', null)).toEqual([11, 10, 9]);
  expect(pageOf('name', null)).toEqual([2, 11, 12]);
  expect(pageOf('name', 2)).toEqual([12, 4, 6]);
  const all = { textureId: null, verdict: null, text: '', order: 'name' } as const;
  // Image 11 is seeded-10.png.
  expect(imageNeighbours(project, 11, all)).toEqual({
    previous: 2,
    next: 12,
    position: 2,
    total: 12,
  });
});
