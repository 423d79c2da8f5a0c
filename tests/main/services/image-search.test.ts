import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexedOrders } from '../../../src-main/database/image-order';
import { searchNeighbours, searchPage } from '../../../src-main/services/image-search';
import { imageNeighbours, imagesPage } from '../../../src-main/services/image-service';
import { timeStatements } from '../../../src-main/services/statement-times';
import { verdicts } from '../../../src-shared/dataset/label';
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
    order: fc.constantFrom(undefined, ...indexedOrders),
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

test('no page has to be sorted: an index gives it in its order', async () => {
  const project = await temporaryProject();
  seedImages(project, [{ texture: 'felt', verdict: 'ok' }]);
  const statements = timeStatements(project.database);
  for (const order of indexedOrders) {
    for (const textureId of [null, 1]) {
      for (const verdict of [null, 'ok'] as const) {
        for (const excluded of [false, true]) {
          const filter = { textureId, verdict, text: '', excluded, order };
          imagesPage(project, filter, 0, 10);
          imageNeighbours(project, 1, filter);
        }
      }
    }
  }
  const texts = new Set(statements.map(({ sql }) => sql));
  expect(texts.size).toBeGreaterThan(20);
  for (const sql of texts) {
    // Whatever the values are, the plan is the same.
    const plan = project.database
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql.replace(/\?|:\w+/g, '1')}`)
      .all()
      .map(({ detail }) => detail);
    // By name, the rows of the page alone are sorted; by id, not even those.
    const sorts = plan.filter((detail) => detail.includes('TEMP B-TREE'));
    expect([sql, sorts.length]).toEqual([sql, /ORDER BY name, id$/.test(sql) ? 1 : 0]);
    expect([sql, plan.some((detail) => detail.endsWith('SCAN images'))]).toEqual([sql, false]);
  }
});
