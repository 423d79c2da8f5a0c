import { join } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { TrainerJob } from '../../src-shared/training/trainer-job';
import type { TrainerEvent } from '../../src-shared/training/training-progress';
import type { ChildLauncher } from '../children/child-channel';
import { writeDurably } from '../decoder-process/durable-file';
import { trainerEnvironment } from './trainer-environment';

/** What starting a trainer takes. */
export interface TrainerParts {
  readonly launcher: ChildLauncher;
  readonly libraryFolders: readonly string[];
}

/**
 * Runs a short job (prediction, probe, benchmark) in a trainer process of its own and waits for its end.
 *
 * @param folder holds the files that the job names; `job.json` is written here.
 * @param signal looked at with each event; a job that can stop early then does, and ends with the event `cancelled`.
 * @throws ExpectedFailure what the trainer met; `interrupted` where its process ended without a word.
 */
export async function runTrainerJob(
  { launcher, libraryFolders }: TrainerParts,
  folder: string,
  job: TrainerJob,
  onEvent: (event: TrainerEvent) => void = () => undefined,
  signal: { readonly cancelled: boolean } = { cancelled: false },
): Promise<void> {
  await writeDurably(join(folder, 'job.json'), Buffer.from(JSON.stringify(job)), folder);
  const channel = launcher.launch('trainer', [folder], trainerEnvironment(libraryFolders));
  await new Promise<void>((resolve, reject) => {
    channel.onMessage((message) => {
      // The trainer is our own code, built together with main.
      const event = message as TrainerEvent;
      onEvent(event);
      if (signal.cancelled) channel.send({ kind: 'cancel' });
      if (event.kind === 'done' || event.kind === 'cancelled') resolve();
      if (event.kind === 'failed') {
        reject(ExpectedFailure.of(event.failure));
      }
    });
    channel.onExit((code) => {
      const how = code === null ? 'was ended from outside' : `ended with code ${code}`;
      // Its last message may still be on its way.
      setTimeout(
        () => reject(new ExpectedFailure('interrupted', `The trainer process ${how}.`)),
        code === 0 ? 1000 : 0,
      );
    });
  });
}
