import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortInBites } from '../../../src-main/importers/sort-in-bites';

interface Item {
  readonly key: number;
  readonly place: number;
}

const byKey = (one: Item, other: Item): number => one.key - other.key;

test('sorting in bites gives what sorting at once gives, equal items in their order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 5000, size: 'max' }),
      async (keys) => {
        const items = keys.map((key, place): Item => ({ key, place }));
        expect(await sortInBites(items, byKey)).toEqual([...items].sort(byKey));
      },
    ),
    { numRuns: 30 },
  );
});

test('the loop has its turns while 20,000 items are sorted', async () => {
  const items = Array.from({ length: 20_000 }, (_, place): Item => ({
    key: (place * 7919) % 20_011,
    place,
  }));
  let turns = 0;
  let sorting = true;
  const count = (): void => {
    turns += 1;
    if (sorting) setImmediate(count);
  };
  setImmediate(count);
  await sortInBites(items, byKey);
  sorting = false;
  // 20 runs to sort, and five rounds of merging 20,000 items in bites of 1,000.
  expect(turns).toBeGreaterThan(60);
});
