import { bytesText } from '../../src-shared/format/bytes-text';
import { fittingBatch, type MemoryQuestion } from '../../src-shared/training/memory-estimate';
import { memoryAtHand } from '../trainer-process/memory-cap';

/** Share of the memory that a trainer's allocator takes at most. */
const usableShare = 0.8;
/** A trainer that died while it held so much of the memory probably died of it. */
const suspiciousShare = 0.4;

/**
 * What to do where a run met the end of the memory: the batch that would fit, at most half of the one that did not,
 * since the estimate may be what was wrong.
 *
 * @param memory bytes of the computer
 */
export function memoryAdvice(question: MemoryQuestion, memory: number = memoryAtHand()): string {
  const half = Math.floor(question.batchSize / 2);
  const batch =
    half < 1 ? null : fittingBatch({ ...question, batchSize: half }, usableShare * memory);
  return batch === null
    ? `No smaller batch fits into ${bytesText(memory)} of memory: choose a smaller patchSize, more frozenBlocks or a shorter architecture, or close other programs and resume.`
    : `A batch of ${batch} should fit: start a new run with batchSize ${batch}, or close other programs and resume this one.`;
}

/**
 * Why a trainer that was ended from outside probably died, with what to do; null where memory does not look like it.
 *
 * @param residentBytes that it held when it was last heard of; null where it never was
 * @param memory bytes of the computer
 */
export function memorySuspicion(
  question: MemoryQuestion,
  residentBytes: number | null,
  memory: number = memoryAtHand(),
): string | null {
  if (residentBytes === null || residentBytes < suspiciousShare * memory) return null;
  return `It held ${bytesText(residentBytes)} of ${bytesText(memory)}, so memory probably ran out. ${memoryAdvice(question, memory)}`;
}
