import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  keptScore,
  thresholdOutcome,
  usualExpectation,
  verdictByThresholds,
  type LabelledScore,
  type LineExpectation,
} from '../../../src-shared/evaluation/threshold';
import { placeByCost } from '../../../src-shared/evaluation/threshold-placing';

const good = (...scores: number[]): LabelledScore[] =>
  scores.map((score) => ({ score, defective: false }));
const bad = (...scores: number[]): LabelledScore[] =>
  scores.map((score) => ({ score, defective: true }));

describe('the verdict by a pair of thresholds', () => {
  it('is ok below the lower, defective from the upper on, inspect from the lower up to it', () => {
    const pair = { lower: 0.25, upper: 0.75 };
    expect(
      [0, 0.2, 0.25, 0.5, 0.75, 0.8, 1].map((score) => verdictByThresholds(score, pair)),
    ).toEqual(['ok', 'ok', 'inspect', 'inspect', 'defective', 'defective', 'defective']);
  });

  it('is given on scores as the predictions CSV has them', () => {
    expect(keptScore(0.123456789499)).toBe(0.123456789);
    expect(keptScore(0.99999999991)).toBe(1);
    expect(keptScore(1.23456789012e-12)).toBe(1.23456789e-12);
  });
});

describe('what a pair of thresholds does', () => {
  it('is read out as parts of 10,000 with the line’s own defect rate', () => {
    // Of 4 defects one is passed and one inspected, of 10 good parts one is rejected and two inspected.
    const scores = [
      ...bad(0.1, 0.5, 0.9, 0.9),
      ...good(0.9, 0.5, 0.6, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1),
    ];
    const outcome = thresholdOutcome(scores, { lower: 0.3, upper: 0.7 }, usualExpectation);
    expect(outcome.defective).toEqual({ all: 4, ok: 1, inspect: 1, defective: 2 });
    expect(outcome.nonDefective).toEqual({ all: 10, ok: 7, inspect: 2, defective: 1 });
    // 100 defects come: 25 escape, 25 are inspected. 9,900 good parts: 990 rejected, 1,980 inspected.
    expect(outcome.parts?.escapes).toBeCloseTo(25, 9);
    expect(outcome.parts?.overkills).toBeCloseTo(990, 9);
    expect(outcome.parts?.inspected).toBeCloseTo(2005, 9);
    // (20 · 25 + 1 · 990 + 0.2 · 2,005) / 10,000.
    expect(outcome.parts?.costPerPart).toBeCloseTo(0.1891, 12);
    expect(outcome.overkillRate?.lower).toBeCloseTo(0.0025286, 6);
  });

  it('is unknown where one kind of image is missing', () => {
    const outcome = thresholdOutcome(good(0.1), { lower: 0.5, upper: 0.5 }, usualExpectation);
    expect(outcome.parts).toBeNull();
    expect(outcome.escapeRate).toBeNull();
    expect(outcome.nonDefective.ok).toBe(1);
  });
});

describe('thresholds placed by cost', () => {
  it('lie midway between the kinds where a score parts them', () => {
    const pair = placeByCost([...good(0.1, 0.2), ...bad(0.6, 0.9)], usualExpectation);
    expect(pair?.lower).toBeCloseTo(0.4, 12);
    expect(pair?.upper).toBe(pair?.lower);
  });

  it('let a person look where an escape costs more than the looks', () => {
    // Scores 0.4 and 0.5 are of both kinds. A step of good parts weighs 0.99/4, one of defects 0.01/2.
    // Accepting 0.4 costs 20 · 0.005 = 0.1, inspecting it 0.2 · (0.2475 + 0.005) = 0.0505, rejecting it 0.2475.
    const scores = [...good(0.1, 0.2, 0.4, 0.5), ...bad(0.4, 0.5)];
    const pair = placeByCost(scores, usualExpectation);
    expect(pair?.lower).toBeCloseTo(0.3, 12);
    expect(pair?.upper).toBe(1);
    expect(
      thresholdOutcome(scores, pair ?? { lower: 0, upper: 0 }, usualExpectation).parts,
    ).toMatchObject({ escapes: 0, overkills: 0, inspected: expect.closeTo(5050, 6) as number });
  });

  it('is null unless there are images of both kinds', () => {
    expect(placeByCost(good(0.1, 0.2), usualExpectation)).toBeNull();
    expect(placeByCost(bad(0.9), usualExpectation)).toBeNull();
    expect(placeByCost([], usualExpectation)).toBeNull();
  });

  it('cost no more than any other pair', () => {
    // A few values only, so that kinds share scores; both ends of the axis among them.
    const score = fc.constantFrom(0, 0.001, 0.2, 0.4, 0.5, 0.50001, 0.8, 0.999, 1);
    const scores = fc.array(fc.record({ score, defective: fc.boolean() }), {
      minLength: 2,
      maxLength: 14,
    });
    const costs = fc.record({
      escape: fc.constantFrom(0, 1, 20, 300),
      overkill: fc.constantFrom(0, 1, 5),
      inspection: fc.constantFrom(0, 0.2, 2),
    });
    const defectRate = fc.constantFrom(0.001, 0.01, 0.3, 0.9);
    fc.assert(
      fc.property(scores, costs, defectRate, (images, prices, rate) => {
        const expectation: LineExpectation = { costs: prices, defectRate: rate };
        const pair = placeByCost(images, expectation);
        const kinds = new Set(images.map(({ defective }) => defective)).size;
        expect(pair === null).toBe(kinds < 2);
        if (pair === null) return;
        expect(0 <= pair.lower && pair.lower <= pair.upper && pair.upper <= 1).toBe(true);
        const cost = (lower: number, upper: number): number =>
          thresholdOutcome(images, { lower, upper }, expectation).parts?.costPerPart ?? NaN;
        const placed = cost(pair.lower, pair.upper);
        const places = [0, 0.0005, 0.001, 0.1, 0.3, 0.45, 0.500005, 0.7, 0.9, 0.9995, 1];
        for (const [at, lower] of places.entries()) {
          for (const upper of places.slice(at)) {
            expect(placed).toBeLessThanOrEqual(cost(lower, upper) + 1e-9);
          }
        }
      }),
    );
  });
});
