import { describe, expect, it } from 'vitest';
import { gridMove } from '../../../src-renderer/images/grid-move';

// 10 images in rows of 4, two rows to a screen: 0 1 2 3 / 4 5 6 7 / 8 9.
function go(key: string, from: number): number | null {
  return gridMove(key, from, 10, 4, 2);
}

describe('moving in the grid by keys', () => {
  it('steps sideways through the rows', () => {
    expect(go('ArrowRight', 3)).toBe(4);
    expect(go('ArrowLeft', 4)).toBe(3);
  });

  it('steps a row down and up', () => {
    expect(go('ArrowDown', 1)).toBe(5);
    expect(go('ArrowUp', 5)).toBe(1);
  });

  it('stays inside', () => {
    expect(go('ArrowLeft', 0)).toBe(0);
    expect(go('ArrowRight', 9)).toBe(9);
    expect(go('ArrowUp', 2)).toBe(2);
    expect(go('ArrowDown', 7)).toBe(9);
    expect(go('PageUp', 5)).toBe(0);
    expect(go('PageDown', 0)).toBe(8);
  });

  it('jumps to the ends', () => {
    expect(go('Home', 7)).toBe(0);
    expect(go('End', 0)).toBe(9);
    expect(gridMove('End', 0, 0, 4, 2)).toBe(0);
  });

  it('ignores other keys', () => {
    expect(go('x', 3)).toBeNull();
  });
});
