import { describe, expect, it } from 'vitest';
import { patchLook } from '../../../src-renderer/report/patch-look';
import { textureRows } from '../../../src-shared/evaluation/texture-rows';
import { evaluationSummary } from '../../../src-shared/evaluation/trial-summary';
import { wrongKind } from '../../../src-renderer/report/wrong-kind';

describe('the rows of the per-texture table', () => {
  it('sum the counts of a texture over the trials', () => {
    const counts = { texture: 'A', tpr: null, tnr: null };
    const first = { ...counts, tp: 3, fn: 1, tn: 8, fp: 2, escapes: 1, overkills: 2 };
    const second = { ...counts, tp: 4, fn: 0, tn: 9, fp: 1, escapes: 0, overkills: 0 };
    const trial = { splitSeed: 1, iterations: 10, convergence: 10, accuracy: 0.9 };
    const summary = evaluationSummary([
      { ...trial, trial: 1, textures: [{ ...first, tpr: 0.75 }] },
      { ...trial, trial: 2, textures: [{ ...second, tpr: 1 }] },
    ]);
    expect(textureRows({ summary })).toMatchObject([
      {
        texture: 'A',
        tpr: { mean: 0.875, standardError: 0.125 },
        tnr: { mean: null },
        defective: 8,
        escapes: 1,
        nonDefective: 20,
        overkills: 2,
        tp: 7,
        fn: 1,
        tn: 17,
        fp: 3,
      },
    ]);
  });
});

describe('a wrong decision', () => {
  it('is an escape where a defect was missed', () => {
    expect(wrongKind({ defective: true, predictedDefective: false })).toBe('escape');
  });

  it('is an overkill where a good part was refused', () => {
    expect(wrongKind({ defective: false, predictedDefective: true })).toBe('overkill');
  });

  it('is of the texture where the verdict is right', () => {
    expect(wrongKind({ defective: true, predictedDefective: true })).toBe('texture');
  });
});

describe('the colour of a patch', () => {
  // Class index = 2·texture + (defective ? 1 : 0).
  it('tells defective from ok, and ok of another texture', () => {
    expect(patchLook(5, 2)).toBe('defective');
    expect(patchLook(4, 2)).toBe('ok');
    expect(patchLook(0, 2)).toBe('other-texture');
  });
});
