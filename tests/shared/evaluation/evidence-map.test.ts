import { describe, expect, it } from 'vitest';
import { evidenceMap, interpolated } from '../../../src-shared/evaluation/evidence-map';

const layout = { width: 8, height: 4, patchSize: 4, rows: 2, columns: 2 };

describe('evidence of overlapping patches', () => {
  it('lies on cells as large as those of a patch, each patch weighted by its score', () => {
    const map = evidenceMap(
      [
        { x: 0, y: 0, score: 0.5, activation: Float32Array.of(1, 0, 0, 0) },
        { x: 4, y: 0, score: 1, activation: Float32Array.of(0, 0, 0, 2) },
      ],
      layout,
    );
    expect(map).toMatchObject({ columns: 4, rows: 2, cell: 2 });
    // 0.5·1 and 1·2, scaled so that the largest is the largest score.
    expect([...map.values]).toEqual([0.25, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('is the mean where patches overlap', () => {
    const map = evidenceMap(
      [
        { x: 0, y: 0, score: 1, activation: Float32Array.of(0, 4, 0, 4) },
        { x: 2, y: 0, score: 1, activation: Float32Array.of(0, 0, 0, 0) },
        { x: 4, y: 0, score: 1, activation: Float32Array.of(4, 4, 4, 4) },
      ],
      layout,
    );
    // Columns: the first alone; the first and the second; the second and the third; the third alone.
    expect([...map.values]).toEqual([0, 0.5, 0.5, 1, 0, 0.5, 0.5, 1]);
  });

  it('is dark all over where no patch has any', () => {
    const none = { x: 0, y: 0, score: 0.9, activation: new Float32Array(4) };
    const map = evidenceMap([none, { ...none, x: 4 }], layout);
    expect([...map.values]).toEqual(new Array(8).fill(0));
  });

  it('covers images that are no whole number of cells', () => {
    const one = { x: 0, y: 0, score: 1, activation: Float32Array.of(1, 1, 1, 1) };
    const map = evidenceMap([one, { ...one, x: 3 }], { ...layout, width: 7 });
    expect(map).toMatchObject({ columns: 4, rows: 2 });
    expect([...map.values]).toEqual(new Array(8).fill(1));
  });
});

describe('interpolation', () => {
  const values = Float32Array.of(0, 4, 8, 12);

  it('gives the value at a cell’s centre, and the mean between centres', () => {
    expect(interpolated(values, 2, 2, 0.5, 0.5)).toBe(0);
    expect(interpolated(values, 2, 2, 0.5, 1)).toBe(2);
    expect(interpolated(values, 2, 2, 1, 1)).toBe(6);
  });

  it('goes on as the outer cell beyond its centre', () => {
    expect(interpolated(values, 2, 2, 0, 0)).toBe(0);
    expect(interpolated(values, 2, 2, 2, 2)).toBe(12);
    expect(interpolated(values, 2, 2, 2, 0)).toBe(8);
  });
});
