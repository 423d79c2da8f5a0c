import type { ChildChannel } from '../../../src-main/children/child-channel';
import type { TrainerEvent } from '../../../src-shared/training/training-progress';
import { testLauncher } from '../child-processes';

export interface Ended {
  readonly events: readonly TrainerEvent[];
  readonly code: number | null;
}

/**
 * Runs the built trainer on a job folder, and does something to it at the first event that `at` holds for.
 *
 * @param checkpointSeconds least time between checkpoints; 0 for as often as their cost allows
 */
export function runTrainer(
  folder: string,
  at: (event: TrainerEvent) => boolean = () => false,
  act: (trainer: ChildChannel) => void = () => undefined,
  checkpointSeconds = 0,
): Promise<Ended> {
  return new Promise((resolve) => {
    const trainer = testLauncher().launch('trainer', [folder], {
      ELLIPSIGHT_CHECKPOINT_SECONDS: String(checkpointSeconds),
    });
    const events: TrainerEvent[] = [];
    let acted = false;
    trainer.onMessage((message) => {
      // The trainer is our own, and sends nothing else.
      const event = message as TrainerEvent;
      events.push(event);
      if (!acted && at(event)) {
        acted = true;
        act(trainer);
      }
    });
    trainer.onExit((code) => {
      resolve({ events, code });
    });
  });
}
