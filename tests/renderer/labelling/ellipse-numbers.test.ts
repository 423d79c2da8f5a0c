import { describe, expect, it } from 'vitest';
import { angleText, ellipseNumbers } from '../../../src-renderer/labelling/ellipse-numbers';

describe('an ellipse in numbers', () => {
  it('reads in pixels and degrees with one decimal', () => {
    expect(ellipseNumbers({ x: 10.04, y: 20.06, a: 3, b: 1.25, angle: Math.PI / 4 })).toEqual({
      centre: '10.0, 20.1',
      semiAxes: '3.0 × 1.3',
      angle: '45.0°',
    });
  });

  it('gives half a turn more the same angle', () => {
    expect(angleText(Math.PI / 6 + Math.PI)).toBe('30.0°');
    expect(angleText(-Math.PI / 6)).toBe('150.0°');
  });
});
