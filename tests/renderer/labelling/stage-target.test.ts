import { describe, expect, it } from 'vitest';
import type { LabelledEllipse } from '../../../src-shared/ipc/views';
import { gripPosition, targetAt } from '../../../src-renderer/labelling/stage-target';

const large: LabelledEllipse = { id: 1, shape: { x: 100, y: 100, a: 40, b: 20, angle: 0 } };
const small: LabelledEllipse = { id: 2, shape: { x: 110, y: 100, a: 5, b: 5, angle: 0 } };

describe('what lies under the pointer', () => {
  it('are the ellipses that hold the point, the smallest first', () => {
    const target = targetAt({ x: 110, y: 101 }, [large, small], null, 1);
    expect(target).toEqual({ kind: 'ellipses', under: [small, large] });
  });

  it('is a handle of the selected ellipse within eight screen pixels', () => {
    expect(targetAt({ x: 147, y: 100 }, [large], large, 1)).toEqual({
      kind: 'handle',
      handle: 'a-end',
    });
    // At four-fold zoom the same image point is 28 screen pixels away.
    expect(targetAt({ x: 147, y: 100 }, [large], large, 4).kind).toBe('nothing');
  });

  it('is the tiny ellipse itself where its centre is nearer than its handles', () => {
    expect(targetAt({ x: 110.5, y: 100 }, [small], small, 1).kind).toBe('ellipses');
  });

  it('is the turning grip, 26 screen pixels above the upper end of axis b', () => {
    expect(gripPosition(large.shape, 2)).toEqual({ x: 100, y: 100 - 20 - 13 });
    expect(targetAt({ x: 100, y: 67 }, [large], large, 2).kind).toBe('turn');
  });

  it('puts the grip on the lower end where the upper one is off the image', () => {
    const atTop = { x: 100, y: 10, a: 40, b: 20, angle: 0 };
    expect(gripPosition(atTop, 2)).toEqual({ x: 100, y: 10 + 20 + 13 });
  });

  it('is nothing away from every ellipse', () => {
    expect(targetAt({ x: 300, y: 300 }, [large, small], null, 1).kind).toBe('nothing');
  });
});
