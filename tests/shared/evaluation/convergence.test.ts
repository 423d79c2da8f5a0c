import { describe, expect, it } from 'vitest';
import { convergenceIteration } from '../../../src-shared/evaluation/convergence';

const points = (...accuracies: (number | null)[]) =>
  accuracies.map((accuracy, i) => ({ iteration: 100 * (i + 1), accuracy }));

describe('convergenceIteration', () => {
  it('is the first evaluation from which accuracy stays near its final level', () => {
    // 0.99 is reached at 200, left at 300, and held from 400 on.
    expect(convergenceIteration(points(0.5, 0.99, 0.95, 0.99, 0.9895, 0.99), 10_000)).toBe(400);
  });

  it('allows one image where that is more than 0.1 percentage points', () => {
    // 100 images: 0.98 is one image off, 0.97 two.
    expect(convergenceIteration(points(0.97, 0.98, 1, 0.99), 100)).toBe(200);
    // 10,000 images: 0.1 percentage points.
    expect(convergenceIteration(points(0.9889, 0.989, 0.9905, 0.99), 10_000)).toBe(200);
  });

  it('counts accuracy above the final level as away from it, too', () => {
    expect(convergenceIteration(points(1, 0.9), 1000)).toBe(200);
  });

  it('is the only evaluation there is, passes over those without accuracy, and null without any', () => {
    expect(convergenceIteration(points(0.3), 10)).toBe(100);
    expect(convergenceIteration(points(0.9, null, 0.9, null), 10)).toBe(100);
    expect(convergenceIteration(points(null), 10)).toBeNull();
    expect(convergenceIteration([], 10)).toBeNull();
  });
});
