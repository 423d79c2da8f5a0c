import { expect, it } from 'vitest';
import { maskOutline } from '../../../src-renderer/labelling/mask-outline';

it('the outline of a mask goes along the sides of its pixels, and not between two of them', () => {
  // 4 columns: .##. / .#.. below it: the side between (1, 0) and (1, 1) is inside.
  expect(maskOutline([1, 3, 5, 6], 4)).toBe('M1 0v1M3 0v1M1 0H3M1 1v1M2 1v1M2 1H3M1 2H2');
});

it('a mask that fills rows to their ends is outlined row by row', () => {
  // 2 columns, rows 0 and 1 whole: one span of four pixels.
  expect(maskOutline([0, 4], 2)).toBe('M0 0v1M2 0v1M0 0H2M0 1v1M2 1v1M0 2H2');
});

it('a mask without a pixel has no outline', () => {
  expect(maskOutline([], 9)).toBe('');
});
