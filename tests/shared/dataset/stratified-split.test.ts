import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Side } from '../../../src-shared/dataset/label';
import type { SplitImage } from '../../../src-shared/dataset/stratified-split';
import { assignSides, assignSidesInBites } from '../../../src-shared/dataset/stratified-split';

const protocol = { splitSeed: 1, trial: 1, testShare: 0.2, validationShare: 0.1 };

function singles(name: string, count: number, first = 0): SplitImage[] {
  return Array.from({ length: count }, (_, i) => ({
    key: `${name}-${first + i}`,
    class: name,
    group: null,
    current: null,
  }));
}

function tally(images: readonly SplitImage[], sides: readonly Side[]): Record<string, number> {
  const counts: Record<string, number> = {};
  images.forEach((image, i) => {
    const key = `${image.class} ${sides[i]}`;
    counts[key] = (counts[key] ?? 0) + 1;
  });
  return counts;
}

const withCurrent = (images: readonly SplitImage[], sides: readonly Side[]): SplitImage[] =>
  images.map((image, i) => ({ ...image, current: sides[i] ?? null }));

describe('assignSides', () => {
  it('splits DAGM as the paper does: 30 of 150 and 200 of 1000 are tested, a tenth of the rest validates', () => {
    const images = [...singles('defective', 150), ...singles('ok', 1000)];
    expect(tally(images, assignSides(images, protocol))).toEqual({
      'defective test': 30,
      'defective validation': 12,
      'defective training': 108,
      'ok test': 200,
      'ok validation': 80,
      'ok training': 720,
    });
    expect(tally(images, assignSides(images, { ...protocol, validationShare: 0 }))).toEqual({
      'defective test': 30,
      'defective training': 120,
      'ok test': 200,
      'ok training': 800,
    });
  });

  it('rounds quotas to the nearest image, worked out by hand', () => {
    // 7 images: 1.4 → 1 tested; of 6, 0.6 → 1 validates. 2 images: 0.4 → 0; of 2, 0.2 → 0.
    const images = [...singles('a', 7), ...singles('b', 2)];
    expect(tally(images, assignSides(images, protocol))).toEqual({
      'a test': 1,
      'a validation': 1,
      'a training': 5,
      'b training': 2,
    });
  });

  it('does not depend on the order of the images, only on split seed and trial', () => {
    const images = [...singles('a', 40), ...singles('b', 30)];
    const sides = assignSides(images, protocol);
    const backwards = assignSides([...images].reverse(), protocol);
    expect([...backwards].reverse()).toEqual(sides);
    expect(assignSides(images, protocol)).toEqual(sides);
    expect(assignSides(images, { ...protocol, trial: 2 })).not.toEqual(sides);
    expect(assignSides(images, { ...protocol, splitSeed: 2 })).not.toEqual(sides);
  });

  it('tests the images of five trials about as often as independent draws do', () => {
    const images = singles('a', 1000);
    const tested = new Array<number>(1000).fill(0);
    for (let trial = 1; trial <= 5; trial += 1) {
      assignSides(images, { ...protocol, trial }).forEach((side, i) => {
        tested[i] = (tested[i] ?? 0) + (side === 'test' ? 1 : 0);
      });
    }
    // Binomial(5, 0.2): 0.8^5 = 0.32768 are never tested; five standard deviations of 1000 draws are 74.
    expect(Math.abs(tested.filter((count) => count === 0).length - 328)).toBeLessThan(74);
  });

  it('keeps every side as images come, and fills the quotas with the new ones', () => {
    const first = singles('a', 100);
    const before = assignSides(first, protocol);
    const grown = [...withCurrent(first, before), ...singles('a', 50, 100)];
    const after = assignSides(grown, protocol);
    expect(after.slice(0, 100)).toEqual(before);
    expect(tally(grown, after)).toEqual({ 'a test': 30, 'a validation': 12, 'a training': 108 });
  });

  it('moves only training and validation images when the validation share changes', () => {
    const images = singles('a', 100);
    const with10 = assignSides(images, protocol);
    const without = assignSides(withCurrent(images, with10), { ...protocol, validationShare: 0 });
    expect(tally(images, without)).toEqual({ 'a test': 20, 'a training': 80 });
    expect(without.map((side) => side === 'test')).toEqual(with10.map((side) => side === 'test'));
    // Back again: the same images validate.
    expect(assignSides(withCurrent(images, without), protocol)).toEqual(with10);
    const more = assignSides(withCurrent(images, with10), { ...protocol, validationShare: 0.2 });
    expect(tally(images, more)).toEqual({ 'a test': 20, 'a validation': 16, 'a training': 64 });
    with10.forEach((side, i) => {
      if (side === 'validation') {
        expect(more[i]).toBe('validation');
      }
    });
  });

  it('keeps groups together, with quotas met as far as the groups allow', () => {
    // 20 lots of 5: whole lots reach 20 tested images exactly.
    const images = singles('a', 100).map((image, i) => ({ ...image, group: `lot ${i % 20}` }));
    const sides = assignSides(images, { ...protocol, validationShare: 0 });
    expect(tally(images, sides)).toEqual({ 'a test': 20, 'a training': 80 });
    images.forEach((_, i) => {
      expect(sides[i]).toBe(sides[i % 20]);
    });
  });

  it('puts a new member of a group where the group is, and unites a torn group where most are', () => {
    const images: SplitImage[] = [
      { key: '1', class: 'a', group: 'lot', current: 'test' },
      { key: '2', class: 'a', group: 'lot', current: null },
      { key: '3', class: 'a', group: 'torn', current: 'training' },
      { key: '4', class: 'a', group: 'torn', current: 'training' },
      { key: '5', class: 'a', group: 'torn', current: 'test' },
    ];
    const sides = assignSides(images, { ...protocol, validationShare: 0 });
    expect(sides).toEqual(['test', 'test', 'training', 'training', 'training']);
  });

  const anyImages = fc
    .array(
      fc.record({
        class: fc.integer({ min: 0, max: 3 }),
        group: fc.option(fc.integer({ min: 0, max: 12 }).map((lot) => `lot ${lot}`)),
      }),
      { maxLength: 120 },
    )
    .map((images): SplitImage[] =>
      images.map((image, i) => ({ ...image, key: `image ${i}`, current: null })),
    );
  const anyOptions = fc.record({
    splitSeed: fc.nat(),
    trial: fc.integer({ min: 1, max: 9 }),
    testShare: fc.double({ min: 0, max: 0.6, noNaN: true }),
    validationShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
  });

  it('meets the quotas of each class exactly where nothing is grouped', () => {
    fc.assert(
      fc.property(anyImages, anyOptions, (grouped, options) => {
        const images = grouped.map((image) => ({ ...image, group: null }));
        const counts = tally(images, assignSides(images, options));
        for (const name of new Set(images.map((image) => image.class))) {
          const total = images.filter((image) => image.class === name).length;
          const test = Math.round(options.testShare * total);
          expect(counts[`${name} test`] ?? 0).toBe(test);
          expect(counts[`${name} validation`] ?? 0).toBe(
            Math.round(options.validationShare * (total - test)),
          );
        }
      }),
    );
  });

  it('never parts a group, and changes nothing when asked again', () => {
    fc.assert(
      fc.property(anyImages, anyOptions, (images, options) => {
        const sides = assignSides(images, options);
        const sideOfGroup = new Map<string, Side | undefined>();
        images.forEach(({ group }, i) => {
          if (group !== null) {
            expect(sideOfGroup.get(group) ?? sides[i]).toBe(sides[i]);
            sideOfGroup.set(group, sides[i]);
          }
        });
        expect(assignSides(withCurrent(images, sides), options)).toEqual(sides);
      }),
    );
  });

  it('never moves an ungrouped image when more come', () => {
    fc.assert(
      fc.property(anyImages, anyOptions, fc.nat({ max: 120 }), (grouped, options, cut) => {
        const images = grouped.map((image) => ({ ...image, group: null }));
        const first = images.slice(0, cut);
        const before = assignSides(first, options);
        const after = assignSides([...withCurrent(first, before), ...images.slice(cut)], options);
        expect(after.slice(0, first.length)).toEqual(before);
      }),
    );
  });
});

it('a split in bites stops every 200 images, and gives the same sides', () => {
  const images = [...singles('a', 900), ...singles('b', 350)];
  const work = assignSidesInBites(images, protocol);
  let stops = 0;
  let step = work.next();
  while (step.done !== true) {
    stops += 1;
    step = work.next();
  }
  // ⌊1250 / 200⌋
  expect(stops).toBe(6);
  expect(step.value).toEqual(assignSides(images, protocol));
});
