import { describe, expect, it } from 'vitest';
import { openingBounds } from '../../../src-main/window/window-state';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const second = { x: 1920, y: 0, width: 1280, height: 1024 };
const stored = { x: 100, y: 50, width: 1200, height: 800, maximised: false };

describe('where the window opens', () => {
  it('at its usual size in the system’s place the first time', () => {
    expect(openingBounds(null, [screen])).toEqual({ width: 1360, height: 860 });
  });

  it('where it was left', () => {
    expect(openingBounds(stored, [screen])).toEqual({ x: 100, y: 50, width: 1200, height: 800 });
  });

  it('on the second screen, while that is there', () => {
    const there = { ...stored, x: 2000 };
    expect(openingBounds(there, [screen, second])).toMatchObject({ x: 2000, y: 50 });
    expect(openingBounds(there, [screen])).toEqual({ width: 1200, height: 800 });
  });

  it('anywhere rather than with its title out of reach', () => {
    const size = { width: 1200, height: 800 };
    expect(openingBounds({ ...stored, y: -30 }, [screen])).toEqual(size);
    expect(openingBounds({ ...stored, y: 1060 }, [screen])).toEqual(size);
    expect(openingBounds({ ...stored, x: -1100 }, [screen])).toEqual(size);
    expect(openingBounds({ ...stored, x: -1080 }, [screen])).toMatchObject({ x: -1080 });
  });

  it('no larger than the screens that are there now', () => {
    const large = { ...stored, x: 0, y: 0, width: 3200, height: 1400 };
    expect(openingBounds(large, [screen])).toEqual({ x: 0, y: 0, width: 1920, height: 1080 });
    expect(openingBounds(large, [screen, second])).toEqual({
      x: 0,
      y: 0,
      width: 3200,
      height: 1080,
    });
    expect(openingBounds({ ...large, x: 5000 }, [screen])).toEqual({ width: 1920, height: 1080 });
  });

  it('never smaller than its views need', () => {
    expect(openingBounds({ ...stored, width: 10, height: 10 }, [screen])).toMatchObject({
      width: 960,
      height: 640,
    });
  });
});
