import { describe, expect, it } from 'vitest';
import { fractionOf } from '../../../src-renderer/images/job-fraction';

const rate = { perSecond: null, remainingSeconds: null };

describe('the share of a job that is done', () => {
  it('is a whole percentage, rounded down', () => {
    expect(fractionOf({ done: 199, total: 200, ...rate })).toBe(99);
    expect(fractionOf({ done: 200, total: 200, ...rate })).toBe(100);
  });

  it('is nothing while the total is not known', () => {
    expect(fractionOf({ done: 5, total: 0, ...rate })).toBe(0);
    expect(fractionOf(null)).toBe(0);
  });
});
