import { describe, expect, it } from 'vitest';
import { calibration } from '../../../src-shared/evaluation/calibration';
import { confusionMatrix } from '../../../src-shared/evaluation/confusion';
import { rateCertainty } from '../../../src-shared/evaluation/rate-certainty';
import { scoreCurves } from '../../../src-shared/evaluation/score-curves';
import {
  placedScore,
  scoreHistogram,
  scorePlace,
} from '../../../src-shared/evaluation/score-histogram';
import type { LabelledScore } from '../../../src-shared/evaluation/threshold';

const images = (good: readonly number[], bad: readonly number[]): LabelledScore[] => [
  ...good.map((score) => ({ score, defective: false })),
  ...bad.map((score) => ({ score, defective: true })),
];

describe('the curves of a score', () => {
  it('have the area that counting pairs gives', () => {
    // 0.35 beats 0.1 alone, 0.8 beats both: 3 of 4 pairs (the example of scikit-learn's roc_auc_score).
    const curves = scoreCurves(images([0.1, 0.4], [0.35, 0.8]));
    expect(curves?.rocArea).toBe(0.75);
    // Recall ½ at precision 1, recall 1 at precision ⅔: ½ + ⅓ = 0.8333 (its average_precision_score).
    expect(curves?.averagePrecision).toBeCloseTo(5 / 6, 15);
    expect(curves?.points.map(({ recall }) => recall)).toEqual([0.5, 0.5, 1, 1]);
    expect(curves?.points.map((point) => point.falsePositiveRate)).toEqual([0, 0.5, 0.5, 1]);
  });

  it('take equal scores together: a tie counts half a pair', () => {
    const curves = scoreCurves(images([0.5, 0.5, 0.2], [0.5, 0.9]));
    // Of six pairs 0.9 wins 3; 0.5 wins one and ties two.
    expect(curves?.rocArea).toBeCloseTo(5 / 6, 15);
    expect(curves?.points).toHaveLength(3);
    // ½ · 1 + ½ · 2/4, whatever the order of the tied ones.
    expect(curves?.averagePrecision).toBe(0.75);
  });

  it('are null where one kind is missing', () => {
    expect(scoreCurves(images([0.1], []))).toBeNull();
    expect(scoreCurves(images([], [0.1]))).toBeNull();
  });
});

describe('the histogram of scores', () => {
  it('spreads the last thousandths at both ends, and counts the ends themselves', () => {
    expect(scorePlace(0.5)).toBe(0);
    expect(scorePlace(1 / 101)).toBeCloseTo(-2, 12);
    expect(placedScore(scorePlace(0.0003))).toBeCloseTo(0.0003, 12);
    const bins = scoreHistogram(images([0, 0.5, 0.5001], [1, 1 - 1e-9]));
    expect(bins).toHaveLength(48);
    expect(bins[0]).toMatchObject({ from: -6, nonDefective: 1 });
    expect(bins[24]).toMatchObject({ from: 0, to: 0.25, nonDefective: 2, defective: 0 });
    expect(bins[47]).toMatchObject({ to: 6, defective: 2 });
  });
});

describe('calibration', () => {
  it('sets the shares of defective images against the mean scores of tenths', () => {
    const found = calibration(images([0.05, 0.15, 0.2], [0.95, 0.19]));
    // 0.2 is the upper end of the second tenth, and belongs to it.
    expect(found?.bins.map(({ from, images: count }) => [from, count])).toEqual([
      [0, 1],
      [0.1, 3],
      [0.9, 1],
    ]);
    expect(found?.bins[1]?.meanScore).toBeCloseTo(0.18, 12);
    expect(found?.bins[1]?.defectiveShare).toBeCloseTo(1 / 3, 12);
    // (0.05 + 3 · (0.3333 − 0.18) + 0.05) / 5.
    expect(found?.expectedError).toBeCloseTo(0.112, 12);
    expect(found?.brierScore).toBeCloseTo(
      (0.05 ** 2 + 0.15 ** 2 + 0.2 ** 2 + 0.05 ** 2 + 0.81 ** 2) / 5,
      12,
    );
    expect(calibration([])).toBeNull();
  });
});

describe('the confusion of the classes', () => {
  it('counts labelled against decided classes', () => {
    const decided = (texture: number, defective: boolean, as: number, found: boolean) => ({
      ...{ texture, defective, predictedTexture: as, predictedDefective: found },
    });
    expect(
      confusionMatrix(2, [
        decided(0, false, 0, false),
        decided(0, true, 1, true),
        decided(0, true, 1, true),
        decided(1, false, 0, true),
      ]),
    ).toEqual([
      [1, 0, 0, 0],
      [0, 0, 0, 2],
      [0, 1, 0, 0],
      [0, 0, 0, 0],
    ]);
    expect(() => confusionMatrix(1, [decided(1, false, 0, false)])).toThrow(RangeError);
  });
});

describe('what a rate rests on', () => {
  it('is too little where 36 images, all right, are not reached', () => {
    // 0.025^(1/36) = 0.90260, 0.025^(1/35) = 0.89997.
    expect(rateCertainty(36, 36)).toMatchObject({ rate: 1, tooFew: false });
    expect(rateCertainty(35, 35).tooFew).toBe(true);
    expect(rateCertainty(35, 35).interval?.lower).toBeCloseTo(0.025 ** (1 / 35), 9);
    expect(rateCertainty(0, 0)).toEqual({
      right: 0,
      all: 0,
      rate: null,
      interval: null,
      tooFew: true,
    });
  });
});
