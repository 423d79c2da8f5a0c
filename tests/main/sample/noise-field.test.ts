import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blurColumns, blurRows } from '../../../src-main/decoder-process/sample/blur';
import {
  sampleField,
  sineOfTurns,
  smoothNoise,
  standardise,
  whiteNoise,
} from '../../../src-main/decoder-process/sample/noise-field';
import { randomStream } from '../../../src-shared/dataset/random';

/** Mean and variance of a field, and its correlation with itself moved to the right. */
function moments(field: Float32Array, size: number, lag: number) {
  const mean = field.reduce((sum, value) => sum + value, 0) / field.length;
  const variance = field.reduce((sum, value) => sum + (value - mean) ** 2, 0) / field.length;
  let products = 0;
  let pairs = 0;
  field.forEach((value, i) => {
    if ((i % size) + lag < size) {
      products += (value - mean) * ((field[i + lag] ?? 0) - mean);
      pairs += 1;
    }
  });
  return { mean, variance, correlation: products / pairs / variance };
}

describe('blur', () => {
  it.each([0.6, 1, 1.9, 2, 3.3, 8])(
    'spreads a point by sigma %d along its axis, and keeps its sum',
    (sigma) => {
      const point = new Float32Array(101 * 3);
      point[101 + 50] = 1;
      const line = blurRows(point, 101, 3, sigma).subarray(101, 202);
      expect(line.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
      const variance = line.reduce((sum, value, i) => sum + value * (i - 50) ** 2, 0);
      // Boxes are whole pixels wide, so that three of them miss sigma 2 by most: (8 + 24 + 24)/12 = 2.16².
      expect(Math.abs(Math.sqrt(variance) / sigma - 1)).toBeLessThan(0.09);
      const upright = new Float32Array(3 * 101);
      upright[50 * 3 + 1] = 1;
      const column = blurColumns(upright, 3, 101, sigma).filter((_, i) => i % 3 === 1);
      column.forEach((value, i) => expect(value).toBeCloseTo(line[i] ?? 0, 6));
    },
  );

  it('wraps around: a point moved is its blur moved', () => {
    const at = (position: number) => {
      const point = new Float32Array(32);
      point[position] = 1;
      return blurRows(point, 32, 1, 2.5);
    };
    const middle = at(16);
    at(1).forEach((value, i) => expect(value).toBeCloseTo(middle[(i + 15) % 32] ?? 0, 6));
  });

  it('leaves the field alone for sigma 0, and never changes its argument', () => {
    const field = Float32Array.of(1, 2, 3, 4);
    expect(blurRows(field, 2, 2, 0)).toEqual(field);
    blurColumns(field, 2, 2, 1);
    expect(field).toEqual(Float32Array.of(1, 2, 3, 4));
  });
});

describe('noise', () => {
  it('is white with mean 0 and variance 1', () => {
    const field = whiteNoise(randomStream(1, 'white-test'), 256 * 256);
    const { mean, variance, correlation } = moments(field, 256, 1);
    // Five standard errors of 65,536 draws: 0.0195 for mean and correlation; uniform noise has kurtosis 1.8.
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
    expect(Math.abs(correlation)).toBeLessThan(0.02);
  });

  it.each([1, 3, 12])('has the correlation of a Gaussian filter of sigma %d', (sigma) => {
    const field = smoothNoise(randomStream(1, 'smooth-test'), 400, sigma, 1);
    const { mean, variance, correlation } = moments(field, 400, 2 * sigma);
    expect(mean).toBeCloseTo(0, 4);
    expect(variance).toBeCloseTo(1, 3);
    // exp(−d²/4σ²) at d = 2σ is e⁻¹ = 0.368.
    expect(Math.abs(correlation - Math.exp(-1))).toBeLessThan(0.1);
  });

  it('becomes 0 where it is constant', () => {
    expect(standardise(new Float32Array(9).fill(3))).toEqual(new Float32Array(9));
  });
});

describe('sampleField', () => {
  it('interpolates between pixels and wraps around', () => {
    const field = Float32Array.of(0, 1, 2, 3);
    expect(sampleField(field, 2, 0.5, 0)).toBe(0.5);
    expect(sampleField(field, 2, 0, 0.25)).toBe(0.5);
    expect(sampleField(field, 2, 1.5, 1)).toBe(2.5);
    expect(sampleField(field, 2, -1, 3)).toBe(3);
  });

  it('gives a sine to three digits for any number of turns', () => {
    fc.assert(
      fc.property(fc.double({ min: -1000, max: 1000, noNaN: true }), (turns) => {
        expect(Math.abs(sineOfTurns(turns) - Math.sin(2 * Math.PI * turns))).toBeLessThan(0.002);
      }),
    );
  });
});
