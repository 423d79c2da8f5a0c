import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reachesImage } from '../../../src-shared/labelling/ellipse-box';
import { copiesFor, placedEllipse } from '../../../src-shared/labelling/ellipse-copies';
import { anyEllipse } from './arbitrary-ellipse';

const image = { width: 600, height: 600 };
const shape = { x: 100, y: 100, a: 20, b: 10, angle: 0.3 };

describe('copies of ellipses', () => {
  it('stay where they were on an image without them', () => {
    expect(copiesFor([shape], [], image)).toEqual([shape]);
    expect(copiesFor([shape], [{ ...shape, x: 101 }], image)).toEqual([shape]);
  });

  it('stand off by ten pixels where they would lie on what they copy, and again', () => {
    const once = copiesFor([shape], [shape], image);
    expect(once).toEqual([{ ...shape, x: 110, y: 110 }]);
    expect(copiesFor([shape], [shape, ...once], image)).toEqual([{ ...shape, x: 90, y: 90 }]);
  });

  it('turn back at the border of the image', () => {
    const corner = { x: 618, y: 618, a: 20, b: 20, angle: 0 };
    expect(copiesFor([corner], [corner], image)).toEqual([{ ...corner, x: 608, y: 608 }]);
  });

  it('leave out what does not reach a smaller image', () => {
    const far = { ...shape, x: 500 };
    expect(copiesFor([shape, far], [], { width: 200, height: 200 })).toEqual([shape]);
  });

  it('keep their shape and their distance from each other, and cover none of the same shape', () => {
    const some = fc.array(anyEllipse, { maxLength: 6 });
    fc.assert(
      fc.property(some, some, (shapes, others) => {
        const existing = [...others, ...shapes];
        const copies = copiesFor(shapes, existing, image);
        const reaching = shapes.filter((one) => reachesImage(one, image));
        expect(copies).toHaveLength(reaching.length);
        const [first] = copies;
        const [original] = reaching;
        if (first === undefined || original === undefined) return;
        const [dx, dy] = [first.x - original.x, first.y - original.y];
        copies.forEach((copy, i) => {
          const from = reaching[i] ?? original;
          expect(copy).toEqual({ ...from, x: copy.x, y: copy.y });
          expect(copy.x - from.x).toBeCloseTo(dx, 9);
          expect(copy.y - from.y).toBeCloseTo(dy, 9);
        });
      }),
    );
  });
});

describe('an ellipse placed by a key', () => {
  it('lies in the middle of what is seen, on whole pixels', () => {
    expect(placedEllipse({ left: 0, top: 0, right: 512, bottom: 256 })).toEqual({
      ...{ x: 256, y: 128, a: 32, b: 16, angle: 0 },
    });
    expect(placedEllipse({ left: 10, top: 10, right: 13, bottom: 13 })).toMatchObject({
      ...{ a: 0.5, b: 0.5 },
    });
  });
});
