import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floorFailings } from '../../../src-shared/evaluation/rate-floors';
import { paretoFront } from '../../../src-shared/evaluation/pareto-front';
import { chooseStudent, worstTpr } from '../../../src-shared/evaluation/student-choice';
import { countedRates } from './counted-rates';

const floors = [{ texture: 'wood', tpr: 0.9, tnr: 0.8 }];
const student = (run: string, parameters: number | null, found: number | null, kept = 10) => ({
  ...{ run, parameters },
  validation: found === null ? null : [countedRates('wood', [found, 10], [kept, 10])],
});

describe('the chosen student', () => {
  it('is the smallest that holds every floor on validation, whatever larger ones do', () => {
    const students = [
      student('large', 900, 10),
      student('middle', 300, 9),
      student('small', 100, 8),
      student('tiny', 40, 10, 7),
    ];
    expect(chooseStudent(students, floors)).toEqual({
      ...{ kind: 'chosen', run: 'middle', smaller: ['tiny', 'small'] },
    });
  });

  it('is none where each fails a floor, and the nearest is said with what it fails', () => {
    const students = [
      student('tiny', 40, 5, 5),
      student('small', 100, 8),
      student('odd', 10, null),
    ];
    expect(chooseStudent(students, floors)).toEqual({
      ...{ kind: 'none-holds', students: 2, nearest: 'small' },
      failings: [{ texture: 'wood', rate: 'tpr', floor: 0.9, right: 8, all: 10 }],
    });
  });

  it('cannot be said without students, floors or validation images', () => {
    expect(chooseStudent([], floors)).toEqual({ kind: 'no-students' });
    expect(chooseStudent([student('a', 1, 10)], [])).toEqual({ kind: 'no-floors' });
    const bare = [{ texture: 'wood', tpr: null, tnr: null }];
    expect(chooseStudent([student('a', 1, 10)], bare)).toEqual({ kind: 'no-floors' });
    expect(chooseStudent([student('a', 1, null)], floors)).toEqual({ kind: 'no-validation' });
  });

  it('holds every floor, and no smaller one does', () => {
    const any = fc.record({
      run: fc.uuid(),
      parameters: fc.option(fc.nat(5)),
      validation: fc.option(
        fc
          .tuple(fc.nat(10), fc.nat(10))
          .map(([tp, tn]) => [countedRates('wood', [tp, 10], [tn, 10])]),
      ),
    });
    fc.assert(
      fc.property(fc.uniqueArray(any, { selector: ({ run }) => run, maxLength: 8 }), (students) => {
        const choice = chooseStudent(students, floors);
        const holds = students.filter(
          ({ validation }) => validation !== null && floorFailings(validation, floors).length === 0,
        );
        expect(choice.kind === 'chosen').toBe(holds.length > 0);
        if (choice.kind !== 'chosen') return;
        const size = (run: string) =>
          students.find((one) => one.run === run)?.parameters ?? Infinity;
        expect(holds.map(({ run }) => run)).toContain(choice.run);
        for (const { run } of holds) expect(size(choice.run)).toBeLessThanOrEqual(size(run));
      }),
    );
  });

  it('of textures without defective images the worst TPR says nothing', () => {
    expect(worstTpr([countedRates('a', [3, 4], [1, 1]), countedRates('b', [0, 0], [1, 1])])).toBe(
      0.75,
    );
    expect(worstTpr([countedRates('b', [0, 0], [1, 1])])).toBeNull();
  });
});

describe('the Pareto front', () => {
  it('keeps what no cheaper or better point beats', () => {
    const points = [
      { cost: 4, worth: 0.9 },
      { cost: 1, worth: 0.5 },
      { cost: 2, worth: 0.4 },
      { cost: 2, worth: 0.8 },
      { cost: 9, worth: 0.9 },
      { cost: 4, worth: 0.9 },
    ];
    expect(paretoFront(points)).toEqual([1, 3, 0, 5]);
    expect(paretoFront([])).toEqual([]);
  });

  it('is exactly the points that none dominates', () => {
    const point = fc.record({ cost: fc.nat(6), worth: fc.nat(6) });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 12 }), (points) => {
        const undominated = points.flatMap((one, index) => {
          const beaten = points.some(
            ({ cost, worth }) =>
              cost <= one.cost && worth >= one.worth && (cost < one.cost || worth > one.worth),
          );
          return beaten ? [] : [index];
        });
        expect([...paretoFront(points)].sort((a, b) => a - b)).toEqual(undominated);
      }),
    );
  });
});
