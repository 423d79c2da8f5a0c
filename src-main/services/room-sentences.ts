import { estimateMemory, fittingBatch } from '../../src-shared/training/memory-estimate';
import type { TrainingPlan } from '../../src-shared/training/training-plan';
import type { ComputerRoom } from './computer-room';
import type { PlanSize } from './plan-size';

/** Disk that is left free for the labels and the system. */
const spareDisk = 2 ** 30;

/** "812 MB", "3.4 GB". */
export function spokenBytes(bytes: number): string {
  return bytes < 1e9
    ? `${Math.max(1, Math.round(bytes / 1e6))} MB`
    : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** What stands against a plan because of memory and disk, and what its user should know of them. */
export function roomSentences(
  plan: TrainingPlan,
  size: PlanSize,
  room: ComputerRoom,
): { readonly problems: readonly string[]; readonly remarks: readonly string[] } {
  const problems: string[] = [];
  const remarks: string[] = [];
  const { bytes } = estimateMemory(size.memory);
  const need = `A batch of ${plan.batchSize} needs about ${spokenBytes(bytes)} of memory`;
  const advice = (limit: number): string => {
    const fitting = fittingBatch(size.memory, limit);
    return fitting === null || fitting >= plan.batchSize
      ? 'choose a smaller patchSize, a smaller architecture or more frozen blocks'
      : `a batchSize of ${fitting} would fit`;
  };
  if (bytes > room.memoryLimit) {
    problems.push(
      `${need}, and this computer can give ${spokenBytes(room.memoryLimit)}; ${advice(room.memoryLimit)}.`,
    );
  } else if (bytes > room.memoryNow) {
    remarks.push(
      `${need}, and other programs leave ${spokenBytes(room.memoryNow)} now; close some, or ${advice(room.memoryNow)}.`,
    );
  }
  if (room.disk !== null && size.diskBytes + spareDisk > room.disk) {
    problems.push(
      `The run needs about ${spokenBytes(size.diskBytes)} of disk while it trains, and ${spokenBytes(
        Math.max(room.disk - spareDisk, 0),
      )} can be had; free some, or choose fewer patches, forms or trials.`,
    );
  }
  return { problems, remarks };
}
