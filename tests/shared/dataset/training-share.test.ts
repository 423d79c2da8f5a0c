import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keptInShare, type SharedImage } from '../../../src-shared/dataset/training-share';

function imagesOf(counts: Readonly<Record<string, number>>): SharedImage[] {
  return Object.entries(counts).flatMap(([name, count]) =>
    Array.from({ length: count }, (_, at) => ({ key: `${name}-${at}`, class: name })),
  );
}

const shares = [1, 0.8, 0.6, 0.4, 0.2];

describe('a share of the training images', () => {
  test('takes of each class its part: 40 % of 10, 5 and 3 are 4, 2 and 1', () => {
    const images = imagesOf({ a: 10, b: 5, c: 3 });
    const kept = keptInShare(images, 0.4, { splitSeed: 1, trial: 1 });
    const count = (name: string): number =>
      images.filter((image, at) => image.class === name && kept[at] === true).length;
    expect([count('a'), count('b'), count('c')]).toEqual([4, 2, 1]);
  });

  test('leaves at least one image of a class: 20 % of 2 is 1', () => {
    const kept = keptInShare(imagesOf({ a: 2 }), 0.2, { splitSeed: 1, trial: 1 });
    expect(kept.filter(Boolean)).toHaveLength(1);
  });

  test('of the size study is part of every larger one, whatever the classes, seed and trial', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 1, max: 40 }), {
          minKeys: 1,
        }),
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 1, max: 9 }),
        (counts, splitSeed, trial) => {
          const images = imagesOf(counts);
          const sets = shares.map((share) => keptInShare(images, share, { splitSeed, trial }));
          expect(sets[0]?.every(Boolean)).toBe(true);
          for (let at = 1; at < sets.length; at += 1) {
            const nested = sets[at]?.every((kept, index) => !kept || sets[at - 1]?.[index]);
            expect(nested).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('does not depend on the order of the images', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(imagesOf({ a: 9, b: 6 }), { minLength: 15 }),
        fc.constantFrom(...shares),
        (shuffled, share) => {
          const names = (images: readonly SharedImage[]): string[] => {
            const kept = keptInShare(images, share, { splitSeed: 3, trial: 2 });
            return images.flatMap(({ key }, at) => (kept[at] === true ? [key] : [])).sort();
          };
          expect(names(shuffled)).toEqual(names(imagesOf({ a: 9, b: 6 })));
        },
      ),
      { numRuns: 30 },
    );
  });

  test('differs by trial and by split seed', () => {
    const images = imagesOf({ a: 60 });
    const one = keptInShare(images, 0.5, { splitSeed: 1, trial: 1 });
    expect(keptInShare(images, 0.5, { splitSeed: 1, trial: 2 })).not.toEqual(one);
    expect(keptInShare(images, 0.5, { splitSeed: 2, trial: 1 })).not.toEqual(one);
  });
});
