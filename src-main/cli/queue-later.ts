import type { RunSummary } from '../../src-shared/ipc/run-views';
import type { TrainingPlan } from '../../src-shared/training/training-plan';
import type { RunService } from '../services/run-service';
import type { CommandContext } from './command-context';

/** Puts a run into the queue, after saying what its user should know; nothing starts. */
export async function enqueue(
  context: CommandContext,
  runs: RunService,
  plan: TrainingPlan,
): Promise<RunSummary> {
  const { remarks } = await runs.check(plan);
  for (const remark of remarks) context.screen.write(`${remark}\n`);
  const { run } = await runs.enqueue(plan);
  return runs.get(run);
}
