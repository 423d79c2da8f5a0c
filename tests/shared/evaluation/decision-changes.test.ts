import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decideAlike,
  decisionChange,
  type NamedDecision,
} from '../../../src-shared/evaluation/decision-changes';
import { logitGap } from '../../../src-shared/evaluation/logit-gap';

const decided = (defective: boolean, predicted: boolean, texture = 'wood'): NamedDecision => ({
  ...{ texture: 'wood', defective, predictedTexture: texture, predictedDefective: predicted },
});

describe('what changes from one model to another', () => {
  it('is named by the verdict first, then by the texture', () => {
    expect(decisionChange(decided(true, true), decided(true, false))).toBe('newly-missed');
    expect(decisionChange(decided(true, false), decided(true, true))).toBe('newly-caught');
    expect(decisionChange(decided(false, false), decided(false, true))).toBe('new-alarm');
    expect(decisionChange(decided(false, true), decided(false, false))).toBe('alarm-gone');
    expect(decisionChange(decided(true, true), decided(true, true, 'tin'))).toBe('texture-lost');
    expect(decisionChange(decided(true, true, 'tin'), decided(true, true))).toBe('texture-found');
    // The texture goes with the verdict that is lost.
    expect(decisionChange(decided(true, true, 'tin'), decided(true, false))).toBe('newly-missed');
    expect(decisionChange(decided(true, false), decided(true, false))).toBeNull();
    expect(decisionChange(decided(true, true, 'tin'), decided(true, true, 'felt'))).toBeNull();
  });

  it('is turned round when the models change places', () => {
    const inverse = new Map([
      ['newly-missed', 'newly-caught'],
      ['new-alarm', 'alarm-gone'],
      ['texture-lost', 'texture-found'],
    ]);
    const texture = fc.constantFrom('wood', 'tin', 'felt');
    const any = fc.tuple(fc.boolean(), texture);
    fc.assert(
      fc.property(fc.boolean(), any, any, (defective, [one, seen], [other, seenThen]) => {
        const before = decided(defective, one, seen);
        const after = decided(defective, other, seenThen);
        const change = decisionChange(before, after);
        const back = decisionChange(after, before);
        if (change === null) expect(back).toBeNull();
        else expect(inverse.get(change) === back || inverse.get(back ?? '') === change).toBe(true);
        if (decideAlike(before, after)) expect(change).toBeNull();
      }),
    );
  });
});

describe('the gap between logits', () => {
  it('is their root mean square, at the patch where they lie furthest apart', () => {
    const teacher = [
      [1, 2],
      [0, 0],
    ];
    const student = [
      [1, 4],
      [3, 1],
    ];
    // (0 + 4 + 9 + 1) / 4 = 3.5.
    expect(logitGap(teacher, student)).toEqual({ gap: Math.sqrt(3.5), patch: 1 });
    expect(logitGap(teacher, teacher)).toEqual({ gap: 0, patch: 0 });
  });

  it('is refused for networks of other shapes', () => {
    expect(() => logitGap([[1, 2]], [[1, 2, 3]])).toThrow(RangeError);
    expect(() => logitGap([[1, 2]], [])).toThrow(RangeError);
    expect(() => logitGap([], [])).toThrow(RangeError);
  });

  it('is the same from either side, and the distance of a shift by d is d', () => {
    const logit = fc.double({ min: -50, max: 50, noNaN: true });
    const patches = fc.array(fc.tuple(logit, logit, logit, logit), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(patches, fc.double({ min: 0, max: 9, noNaN: true }), (one, shift) => {
        const other = one.map((logits) => logits.map((value) => value + shift));
        expect(logitGap(one, other)).toEqual(logitGap(other, one));
        expect(logitGap(one, other).gap).toBeCloseTo(shift, 9);
      }),
    );
  });
});
