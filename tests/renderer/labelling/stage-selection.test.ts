import { describe, expect, it } from 'vitest';
import { afterBox, afterClick, afterStep } from '../../../src-renderer/labelling/stage-selection';
import type { LabelledEllipse } from '../../../src-shared/ipc/views';

const at = (id: number, x: number): LabelledEllipse => ({
  id,
  shape: { x, y: 50, a: 10, b: 5, angle: 0 },
});
const ellipses = [at(3, 20), at(5, 60), at(9, 100)];

describe('a click', () => {
  it('selects the smallest ellipse under it, and nothing beside all of them', () => {
    expect(afterClick([9], [3, 5], false)).toEqual([3]);
    expect(afterClick([9, 5], [], false)).toEqual([]);
  });

  it('goes through a pile with each further click, and begins again after the last', () => {
    expect(afterClick([3], [3, 5, 9], false)).toEqual([5]);
    expect(afterClick([5], [3, 5, 9], false)).toEqual([9]);
    expect(afterClick([9], [3, 5, 9], false)).toEqual([3]);
    expect(afterClick([3], [3], false)).toEqual([3]);
  });

  it('leaves one of several selected', () => {
    expect(afterClick([3, 5], [3], false)).toEqual([3]);
  });

  it('adds and takes out with Shift or Ctrl, and does nothing beside', () => {
    expect(afterClick([3], [5], true)).toEqual([3, 5]);
    expect(afterClick([3, 5], [3], true)).toEqual([5]);
    expect(afterClick([3, 5], [], true)).toEqual([3, 5]);
  });
});

describe('a box', () => {
  it('selects what it touches, whichever way it was drawn', () => {
    expect(afterBox([9], ellipses, { x: 55, y: 40 }, { x: 25, y: 60 }, false)).toEqual([3, 5]);
    expect(afterBox([9], ellipses, { x: 31, y: 0 }, { x: 49, y: 99 }, false)).toEqual([]);
  });

  it('adds with Shift, each once', () => {
    expect(afterBox([9, 3], ellipses, { x: 0, y: 0 }, { x: 25, y: 99 }, true)).toEqual([9, 3]);
  });
});

describe('stepping by Tab', () => {
  it('goes through the list both ways, and leaves it beyond its ends', () => {
    expect(afterStep([], ellipses, 1)).toEqual([3]);
    expect(afterStep([3], ellipses, 1)).toEqual([5]);
    expect(afterStep([9], ellipses, 1)).toBeNull();
    expect(afterStep([], ellipses, -1)).toEqual([9]);
    expect(afterStep([3], ellipses, -1)).toBeNull();
    expect(afterStep([], [], 1)).toBeNull();
    expect(afterStep([], [], -1)).toBeNull();
  });
});
