import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchNeighbours, searchPage } from '../../../src-main/services/image-search';
import { imageNeighbours, imagesPage } from '../../../src-main/services/image-service';
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
  });
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
    { numRuns: 60 },
  );
});
