import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floorFailings, holdsFloor } from '../../../src-shared/evaluation/rate-floors';
import { checkRelease } from '../../../src-shared/evaluation/release-check';
import { countedRates } from './counted-rates';

describe('floors', () => {
  it('are held by the rate that reaches them exactly, and by none that rests on no image', () => {
    expect(holdsFloor({ right: 19, all: 20 }, 0.95)).toBe(true);
    expect(holdsFloor({ right: 18, all: 20 }, 0.95)).toBe(false);
    expect(holdsFloor({ right: 0, all: 0 }, 0)).toBe(false);
    expect(holdsFloor({ right: 0, all: 0 }, null)).toBe(true);
  });

  it('of any whole percent are reached by as many images of a hundred', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 1, max: 50 }),
        (right, times) => {
          const count = { right: right * times, all: 100 * times };
          expect(holdsFloor(count, right / 100)).toBe(true);
          expect(holdsFloor(count, (right + 1) / 100)).toBe(false);
        },
      ),
    );
  });

  it('that fail are named with their images, those of unknown textures too', () => {
    const rates = [countedRates('wood', [18, 20], [50, 50]), countedRates('steel', [4, 4], [0, 0])];
    const floors = [
      { texture: 'wood', tpr: 0.95, tnr: 0.99 },
      { texture: 'steel', tpr: null, tnr: 0.5 },
      { texture: 'cloth', tpr: 0.9, tnr: null },
    ];
    expect(floorFailings(rates, floors)).toEqual([
      { texture: 'wood', rate: 'tpr', floor: 0.95, right: 18, all: 20 },
      { texture: 'steel', rate: 'tnr', floor: 0.5, right: 0, all: 0 },
      { texture: 'cloth', rate: 'tpr', floor: 0.9, right: 0, all: 0 },
    ]);
  });
});

describe('the check before a release', () => {
  const floors = [{ texture: 'wood', tpr: 0.9, tnr: 0.9 }];

  it('has no objection to a first model that holds its floors', () => {
    const own = [countedRates('wood', [9, 10], [10, 10])];
    const { textures, objections } = checkRelease({ floors, own, released: null });
    expect(objections).toEqual([]);
    expect(textures).toEqual([
      {
        texture: 'wood',
        tpr: { right: 9, all: 10, floor: 0.9, compared: null },
        tnr: { right: 10, all: 10, floor: 0.9, compared: null },
      },
    ]);
  });

  it('objects where nobody has set a floor', () => {
    const own = [countedRates('wood', [10, 10], [10, 10])];
    expect(checkRelease({ floors: [], own, released: null }).objections).toEqual([
      { kind: 'no-floors' },
    ]);
  });

  it('objects to a floor missed, to a floor not shown, and to one image fewer than the released model', () => {
    const own = [countedRates('wood', [8, 10], [20, 20]), countedRates('steel', [0, 0], [5, 5])];
    const candidate = [
      countedRates('wood', [5, 6], [12, 12]),
      countedRates('steel', [0, 0], [5, 5]),
    ];
    const before = [countedRates('wood', [6, 6], [11, 12]), countedRates('steel', [0, 0], [5, 5])];
    const { objections } = checkRelease({
      floors: [...floors, { texture: 'steel', tpr: 0.5, tnr: null }],
      own,
      released: { own: before, common: { candidate, released: before } },
    });
    expect(objections).toEqual([
      { kind: 'below-floor', texture: 'wood', rate: 'tpr', floor: 0.9, right: 8, all: 10 },
      {
        ...{ kind: 'below-released', texture: 'wood', rate: 'tpr' },
        ...{ candidate: 5, released: 6, all: 6 },
      },
      { kind: 'not-shown', texture: 'steel', rate: 'tpr', floor: 0.5 },
    ]);
  });

  it('objects where the released model knows a texture and no common image shows it', () => {
    const own = [countedRates('wood', [10, 10], [10, 10])];
    const before = [...own, countedRates('steel', [3, 4], [0, 0])];
    const none = [countedRates('wood', [0, 0], [0, 0]), countedRates('steel', [0, 0], [0, 0])];
    const { textures, objections } = checkRelease({
      floors,
      own,
      released: { own: before, common: { candidate: none.slice(0, 1), released: none } },
    });
    expect(textures.map(({ texture }) => texture)).toEqual(['wood', 'steel']);
    expect(objections).toEqual([
      { kind: 'not-compared', texture: 'wood', rate: 'tpr' },
      { kind: 'not-compared', texture: 'wood', rate: 'tnr' },
      { kind: 'not-compared', texture: 'steel', rate: 'tpr' },
    ]);
  });

  it('never objects to the released model itself while its floors are held', () => {
    const count = fc
      .tuple(fc.nat(20), fc.nat(20))
      .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);
    fc.assert(
      fc.property(fc.array(fc.tuple(count, count), { minLength: 1, maxLength: 5 }), (counts) => {
        const own = counts.map(([tp, tn], index) => countedRates(`t${index}`, tp, tn));
        const held = own.map(({ texture, tpr, tnr }) => ({ texture, tpr, tnr }));
        const released = { own, common: { candidate: own, released: own } };
        const { objections } = checkRelease({ floors: held, own, released });
        expect(objections.filter(({ kind }) => kind !== 'no-floors')).toEqual([]);
      }),
    );
  });
});
