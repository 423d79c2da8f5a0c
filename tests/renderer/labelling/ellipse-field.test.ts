import { describe, expect, it } from 'vitest';
import {
  commonText,
  fieldText,
  steppedField,
  typedNumber,
  withField,
} from '../../../src-renderer/labelling/ellipse-field';

const shape = { x: 12.345, y: 7, a: 30, b: 4, angle: -Math.PI / 4 };

describe('the numbers of an ellipse', () => {
  it('are shown with two decimals, the angle in degrees of its half turn', () => {
    expect(fieldText(shape, 'x')).toBe('12.35');
    expect(fieldText(shape, 'angle')).toBe('135.00');
  });

  it('are empty where several differ, and shown where they agree', () => {
    expect(commonText([shape, { ...shape, b: 5 }], 'b')).toBe('');
    expect(commonText([shape, { ...shape, b: 5 }], 'a')).toBe('30.00');
    expect(commonText([], 'a')).toBe('');
  });

  it('are kept exactly as typed, with a point or a comma', () => {
    expect(typedNumber(' 12.125 ', 'x')).toBe(12.125);
    expect(typedNumber('-3,5', 'y')).toBe(-3.5);
    expect(withField(shape, 'a', 12.125)).toEqual({ ...shape, a: 12.125 });
    expect(withField(shape, 'angle', 90).angle).toBe(Math.PI / 2);
  });

  it('are none where they cannot be', () => {
    for (const text of ['', 'ten', '1e9', '1.2.3', 'NaN', 'Infinity']) {
      expect(typedNumber(text, 'x'), text).toBeNull();
    }
    expect(typedNumber('0', 'a')).toBeNull();
    expect(typedNumber('-5', 'b')).toBeNull();
    expect(typedNumber('0', 'angle')).toBe(0);
  });

  it('go up and down by steps, semi-axes not below half a pixel', () => {
    expect(steppedField(shape, 'b', -10).b).toBe(0.5);
    expect(steppedField(shape, 'x', 0.1).x).toBeCloseTo(12.445, 12);
    expect(steppedField(shape, 'angle', 1).angle).toBeCloseTo((-44 * Math.PI) / 180, 12);
  });
});
