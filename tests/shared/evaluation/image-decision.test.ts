import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideImage, decidingPatch, softmax } from '../../../src-shared/evaluation/image-decision';

describe('softmax', () => {
  it('has the values worked out by hand', () => {
    const [first, second, third] = softmax([0, Math.log(2), Math.log(5)]);
    expect(first).toBeCloseTo(1 / 8, 12);
    expect(second).toBeCloseTo(2 / 8, 12);
    expect(third).toBeCloseTo(5 / 8, 12);
  });

  it('does not overflow and does not change when all logits shift', () => {
    expect(softmax([1000, 1000])).toEqual([0.5, 0.5]);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 1, maxLength: 12 }),
        fc.double({ min: -500, max: 500, noNaN: true }),
        (logits, shift) => {
          const plain = softmax(logits);
          const shifted = softmax(logits.map((logit) => logit + shift));
          plain.forEach((value, i) => expect(shifted[i]).toBeCloseTo(value, 9));
          expect(plain.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
        },
      ),
    );
  });
});

/** Logits whose softmax is (nearly) one class. */
const sure = (index: number, classes = 4) =>
  Array.from({ length: classes }, (_, i) => (i === index ? 20 : 0));

describe('decidingPatch', () => {
  it('is the patch that the score of the image comes from, the first among equals', () => {
    const [none, half, most] = [
      [0, -50],
      [0, 0],
      [0, Math.log(3)],
    ];
    expect(decidingPatch([none, half, most, most])).toBe(2);
    expect(decidingPatch([half, none])).toBe(0);
    // 0.25 + 0.25 of two defective classes is more than 0.4 of one.
    const spread = [0, 0, 0, 0];
    const one = [Math.log(0.3), Math.log(0.4), Math.log(0.3), -50];
    expect(decidingPatch([one, spread])).toBe(1);
    expect(decideImage([one, spread]).score).toBeCloseTo(0.5, 12);
  });
});

describe('decideImage', () => {
  it('takes the texture of most patches, and one defective patch makes the image defective (Fig. 3)', () => {
    const patches = [2, 2, 2, 3, 2, 0, 2, 2, 0].map((index) => sure(index));
    const decision = decideImage(patches);
    expect(decision.texture).toBe(1);
    expect(decision.defective).toBe(true);
    expect(decision.patchClasses).toEqual([2, 2, 2, 3, 2, 0, 2, 2, 0]);
    expect(decision.score).toBeCloseTo(1, 6);
  });

  it('counts a patch of another texture that is defective as a defect', () => {
    expect(decideImage([sure(0), sure(0), sure(3)])).toMatchObject({ texture: 0, defective: true });
  });

  it('gives a tie to the texture with the larger sum of its probabilities', () => {
    // Patch 1 says texture 0 with 3/(3+1+1+1) + 1/6 = 4/6; patch 2 texture 1 with (2+1)/5 = 3/5 and 2/5 for texture 0.
    const tie = [
      [Math.log(3), 0, 0, 0],
      [0, 0, Math.log(2), 0],
    ];
    expect(decideImage(tie).texture).toBe(0);
    // Turned around: patch 2 is surer now.
    const other = [
      [Math.log(2), 0, 0, 0],
      [0, 0, Math.log(3), 0],
    ];
    expect(decideImage(other).texture).toBe(1);
  });

  it('scores with the largest summed probability of the defective classes', () => {
    const decision = decideImage([
      [Math.log(4), 0, 0, 0],
      [Math.log(5), Math.log(2), 0, Math.log(2)],
    ]);
    // Patch 1: 2/7. Patch 2: 4/10.
    expect(decision.score).toBeCloseTo(0.4, 12);
    expect(decision.defective).toBe(false);
  });

  it('does not depend on the order of the patches', () => {
    const patch = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), {
      minLength: 6,
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.array(patch, { minLength: 1, maxLength: 9 }), fc.nat(), (patches, turn) => {
        const at = turn % patches.length;
        const turned = [...patches.slice(at), ...patches.slice(0, at)].reverse();
        const decision = decideImage(patches);
        const other = decideImage(turned);
        expect(other.texture).toBe(decision.texture);
        expect(other.defective).toBe(decision.defective);
        expect(other.score).toBe(decision.score);
      }),
    );
  });

  it('breaks a tie the same way in whatever order the patches come', () => {
    const logits = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), {
      minLength: 6,
      maxLength: 6,
    });
    fc.assert(
      fc.property(logits, (first) => {
        // One vote a texture, with sums that differ in their last bits at most.
        const [a, b, c] = [0, 2, 4].map((by) => [...first.slice(by), ...first.slice(0, by)]);
        if (a === undefined || b === undefined || c === undefined) throw new Error('Three.');
        const decided = [
          [a, b, c],
          [b, c, a],
          [c, a, b],
          [c, b, a],
        ].map((patches) => decideImage(patches).texture);
        expect(new Set(decided).size).toBe(1);
      }),
    );
  });

  it('refuses no patches, odd classes, ragged patches and numbers that are not finite', () => {
    expect(() => decideImage([])).toThrow(RangeError);
    expect(() => decideImage([[]])).toThrow(RangeError);
    expect(() => decideImage([[1, 2, 3]])).toThrow(RangeError);
    expect(() =>
      decideImage([
        [1, 2],
        [1, 2, 3, 4],
      ]),
    ).toThrow(RangeError);
    expect(() => decideImage([[1, Number.NaN]])).toThrow(RangeError);
    expect(() => decideImage([[1, Number.POSITIVE_INFINITY]])).toThrow(RangeError);
  });
});
