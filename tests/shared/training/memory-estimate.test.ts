import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  estimateMemory,
  fittingBatch,
  type MemoryQuestion,
} from '../../../src-shared/training/memory-estimate';

/** 16 numbers in; a convolution to 32 with its pooling to 8; 3 classes. */
const question: MemoryQuestion = {
  learning: {
    inputs: 16,
    layers: [
      { kind: 'convolution', outputs: 32, parameters: 20 },
      { kind: 'max-pooling', outputs: 8, parameters: 0 },
      { kind: 'flatten', outputs: 8, parameters: 0 },
      { kind: 'dense', outputs: 3, parameters: 27 },
    ],
  },
  answering: null,
  batchSize: 2,
  evaluatedPatches: 1,
  optimiserSlots: 0,
  weightDecay: false,
};

describe('the memory of a trainer', () => {
  test('is most in the backward pass of the convolution: 232 numbers of a batch of two, worked out by hand', () => {
    // Kept: the batch 2·16, sums, pooled twice and a byte of choices 2·(32 + 8 + 8 + 2), logits 2·3; the last are gone
    // by then. Beside them the gradients of pooled and summed, 2·(8 + 32), and of the parameters, 20.
    const { activations, weights, optimiser } = estimateMemory(question);
    expect(activations).toBe(4 * (32 + 100 + 80 + 20));
    // The weights, and those of one evaluation that may become the model.
    expect(weights).toBe(4 * 2 * 47);
    expect(optimiser).toBe(0);
  });

  test('counts two numbers a weight for Adam, and the frozen blocks once', () => {
    const answering = {
      inputs: 16,
      layers: [{ kind: 'convolution', outputs: 16, parameters: 1000 } as const],
    };
    const { optimiser, weights } = estimateMemory({ ...question, answering, optimiserSlots: 2 });
    expect(optimiser).toBe(4 * 2 * 47);
    expect(weights).toBe(4 * (2 * 47 + 1000));
  });

  test('of a large evaluation is what one forward pass holds: 74 numbers a patch', () => {
    // The input 16, what the convolution leaves 50, and the pooled sums before ReLU 8.
    const { activations } = estimateMemory({ ...question, evaluatedPatches: 100 });
    expect(activations).toBe(4 * 100 * 74);
  });

  test('grows with the batch, and the batch that fits is the largest that does', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (batchSize, share) => {
          const asked = { ...question, batchSize };
          const [least, most] = [1, batchSize].map(
            (size) => estimateMemory({ ...asked, batchSize: size }).bytes,
          ) as [number, number];
          const limit = least + share * (most - least);
          const fitting = fittingBatch(asked, limit) ?? 0;
          expect(fitting).toBeGreaterThanOrEqual(1);
          expect(estimateMemory({ ...asked, batchSize: fitting }).bytes).toBeLessThanOrEqual(limit);
          if (fitting < batchSize) {
            const next = estimateMemory({ ...asked, batchSize: fitting + 1 }).bytes;
            expect(next).toBeGreaterThan(limit);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('that holds not even a batch of one is said to', () => {
    expect(fittingBatch(question, 1000)).toBeNull();
  });
});
