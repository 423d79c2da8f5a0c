import { describe, expect, it } from 'vitest';
import { pixelGridPath } from '../../../src-renderer/labelling/pixel-grid';
import { placeNear } from '../../../src-renderer/labelling/strip-place';

describe('the pixel grid', () => {
  const stage = { width: 40, height: 20 };

  it('is drawn from ten screen pixels an image pixel on', () => {
    const image = { width: 100, height: 100 };
    expect(pixelGridPath({ x: 0, y: 0, scale: 9.9 }, stage, image)).toBeNull();
    expect(pixelGridPath({ x: 0, y: 0, scale: 10 }, stage, image)).not.toBeNull();
  });

  it('has a line at each border of the pixels that are seen, and none outside the image', () => {
    // From −1.5 to 2.5 across, of which the image has 0 to 2; from 0 to 2 down.
    const path = pixelGridPath({ x: -1.5, y: 0, scale: 10 }, stage, { width: 2, height: 9 });
    expect(path).toBe('M0 0V2M1 0V2M2 0V2M0 0H2M0 1H2M0 2H2');
  });

  it('is none where the image has been moved out of sight', () => {
    const image = { width: 5, height: 5 };
    expect(pixelGridPath({ x: 50, y: 0, scale: 10 }, stage, image)).toBeNull();
  });
});

describe('the place of an image in a list', () => {
  const rowAt = (place: number): { id: number } | null =>
    place < 300 ? { id: 1000 + place } : null;

  it('is found where main counts it, or near there', () => {
    expect(placeNear(7, 1007, rowAt)).toBe(7);
    expect(placeNear(7, 1009, rowAt)).toBe(9);
    expect(placeNear(7, 1000, rowAt)).toBe(0);
  });

  it('is not looked for far away, nor where nothing is known', () => {
    expect(placeNear(0, 1299, rowAt)).toBeNull();
    expect(placeNear(400, 5, rowAt)).toBeNull();
  });
});
