import { describe, expect, it } from 'vitest';
import { clockTime } from '../../../src-renderer/format/clock-time';
import { durationParts } from '../../../src-renderer/format/duration-parts';
import { percentText, percentWithError } from '../../../src-renderer/format/percent-text';

describe('durations', () => {
  it('are told in the two units that matter', () => {
    expect(durationParts(59.4)).toEqual({ kind: 'seconds', seconds: 59 });
    expect(durationParts(125)).toEqual({ kind: 'minutes', minutes: 2, seconds: 5 });
    expect(durationParts(1510)).toEqual({ kind: 'minutes', minutes: 25, seconds: 0 });
    expect(durationParts(2 * 3600 + 29 * 60)).toEqual({ kind: 'hours', hours: 2, minutes: 29 });
    expect(durationParts(3 * 86_400 + 7200)).toEqual({ kind: 'days', days: 3, hours: 2 });
  });

  it('go over to the next unit where rounding reaches it', () => {
    expect(durationParts(59.6)).toEqual({ kind: 'minutes', minutes: 1, seconds: 0 });
    expect(durationParts(3599)).toEqual({ kind: 'hours', hours: 1, minutes: 0 });
  });

  it('are never negative', () => {
    expect(durationParts(-3)).toEqual({ kind: 'seconds', seconds: 0 });
  });
});

describe('rates', () => {
  it('read in percent with one decimal', () => {
    expect(percentText(0.98765)).toBe('98.8 %');
  });

  it('read 100 % and 0 % only when they are exactly that', () => {
    expect(percentText(1)).toBe('100 %');
    expect(percentText(0.9996)).toBe('99.9 %');
    expect(percentText(0)).toBe('0 %');
    expect(percentText(0.0001)).toBe('0.1 %');
  });

  it('are a dash where there is none', () => {
    expect(percentText(null)).toBe('–');
    expect(percentWithError({ mean: null, standardError: null })).toBe('–');
  });

  it('carry their standard error where it exists', () => {
    expect(percentWithError({ mean: 0.95, standardError: 0.0123 })).toBe('95.0 ± 1.2 %');
    expect(percentWithError({ mean: 0.95, standardError: null })).toBe('95.0 %');
  });
});

describe('clock times', () => {
  const now = new Date(2026, 10, 23, 9, 0);

  it('are hours and minutes today', () => {
    expect(clockTime(new Date(2026, 10, 23, 14, 5).toISOString(), 'en', now)).toBe('14:05');
  });

  it('name the day when it is another', () => {
    const text = clockTime(new Date(2026, 10, 25, 14, 5).toISOString(), 'en', now);
    expect(text).toContain('Nov');
    expect(text).toContain('25');
    expect(text).toContain('14:05');
  });
});
