import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { EvidenceMap } from '../../../src-shared/evaluation/evidence-map';
import { ellipseLevel, type Ellipse } from '../../../src-shared/labelling/ellipse';
import { shapeOverlap } from '../../../src-shared/labelling/shape-overlap';
import { mostProposals, proposedEllipses } from '../../../src-shared/labelling/proposed-ellipses';

/** Evidence that falls off from an ellipse's centre and is half its height at its border. */
function evidenceOf(...defects: readonly (readonly [Ellipse, number])[]): EvidenceMap {
  const cell = 8;
  const [columns, rows] = [32, 24];
  const values = Float32Array.from({ length: columns * rows }, (_, at) => {
    const x = ((at % columns) + 0.5) * cell;
    const y = (Math.floor(at / columns) + 0.5) * cell;
    return defects.reduce(
      (most, [shape, height]) => Math.max(most, height * 0.5 ** ellipseLevel(shape, x, y)),
      0,
    );
  });
  return { columns, rows, cell, values };
}

const rule = { threshold: 0.5, peak: 0.6, growth: 1 };

describe('proposed ellipses', () => {
  it('lie where the evidence is, and are as large', () => {
    fc.assert(
      fc.property(
        fc.record({
          x: fc.double({ min: 80, max: 176, noNaN: true }),
          y: fc.double({ min: 70, max: 120, noNaN: true }),
          a: fc.double({ min: 30, max: 60, noNaN: true }),
          b: fc.double({ min: 24, max: 30, noNaN: true }),
          angle: fc.double({ min: 0, max: 3, noNaN: true }),
        }),
        (shape) => {
          const found = proposedEllipses(evidenceOf([shape, 0.9]), 256, 192, rule);
          expect(found).toHaveLength(1);
          const [first] = found;
          expect(first === undefined ? 0 : shapeOverlap(first.shape, shape)).toBeGreaterThan(0.85);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('are one a blob, strongest first, without those that stay far below the strongest', () => {
    const map = evidenceOf(
      [{ x: 50, y: 50, a: 20, b: 20, angle: 0 }, 0.7],
      [{ x: 190, y: 130, a: 25, b: 20, angle: 0 }, 0.95],
      [{ x: 60, y: 150, a: 20, b: 20, angle: 0 }, 0.3],
    );
    const found = proposedEllipses(map, 256, 192, rule);
    expect(found.map(({ shape }) => [Math.round(shape.x / 10), Math.round(shape.y / 10)])).toEqual([
      [19, 13],
      [5, 5],
    ]);
    expect(found[0]?.score).toBeGreaterThan(found[1]?.score ?? 1);
  });

  it('are none without evidence, and never too many to look at', () => {
    const dark = { columns: 4, rows: 4, cell: 8, values: new Float32Array(16) };
    expect(proposedEllipses(dark, 32, 32)).toEqual([]);
    const chequered = Float32Array.from({ length: 32 * 32 }, (_, at) =>
      at % 3 === 0 && Math.floor(at / 32) % 3 === 0 ? 1 : 0,
    );
    const many = { columns: 32, rows: 32, cell: 8, values: chequered };
    expect(proposedEllipses(many, 256, 256).length).toBeLessThanOrEqual(mostProposals);
  });
});

describe('the overlap of two ellipses', () => {
  const circle = { x: 100, y: 100, a: 20, b: 20, angle: 0 };

  it('is 1 for equal ones, 0 for ones apart, and the ratio of areas for one within the other', () => {
    expect(shapeOverlap(circle, { ...circle, angle: 1 })).toBe(1);
    expect(shapeOverlap(circle, { ...circle, x: 200 })).toBe(0);
    expect(shapeOverlap(circle, { ...circle, a: 10 })).toBeCloseTo(0.5, 1);
  });
});
