import { said, type Said } from '../../src-shared/sentences/sentence';
import { estimateMemory, fittingBatch } from '../../src-shared/training/memory-estimate';
import type { TrainingPlan } from '../../src-shared/training/training-plan';
import type { ComputerRoom } from './computer-room';
import type { PlanSize } from './plan-size';
import type { PlanSentences } from './run-plan-sentences';

/** Disk that is left free for the labels and the system. */
const spareDisk = 2 ** 30;

/** What stands against a plan because of memory and disk, and what its user should know of them. */
export function roomSentences(
  plan: TrainingPlan,
  size: PlanSize,
  room: ComputerRoom,
): PlanSentences {
  const problems: Said[] = [];
  const remarks: Said[] = [];
  const { bytes: need } = estimateMemory(size.memory);
  const memory = (limit: number) => {
    const fitting = fittingBatch(size.memory, limit);
    const isSmaller = fitting !== null && fitting < plan.batchSize;
    return { batch: plan.batchSize, need, room: limit, fitting: isSmaller ? fitting : null };
  };
  if (need > room.memoryLimit) {
    problems.push(said('planMemory', memory(room.memoryLimit)));
  } else if (need > room.memoryNow) {
    remarks.push(said('planMemoryNow', memory(room.memoryNow)));
  }
  if (room.disk !== null && size.diskBytes + spareDisk > room.disk) {
    const free = Math.max(room.disk - spareDisk, 0);
    problems.push(said('planDisk', { need: size.diskBytes, free }));
  }
  return { problems, remarks };
}
