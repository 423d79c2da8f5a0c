import './tensorflow-environment';
import { constants, setPriority } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { JobContext } from './job-context';
import { memoryCap } from './memory-cap';
import { openParentChannel, type ParentChannel } from './parent-channel';

// Entry of the trainer process: trainer JOB_FOLDER, started by utilityProcess or fork.

/** Least seconds between checkpoints; tests shorten it. */
const checkpointSeconds = Number(process.env['ELLIPSIGHT_CHECKPOINT_SECONDS'] ?? '20');

async function main(folder: string, channel: ParentChannel): Promise<void> {
  // Below normal: the window and other programs come first.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  let cancelled = false;
  channel.onCommand(() => {
    cancelled = true;
  });
  // Whoever started this process is gone; nobody would hear how it goes on.
  channel.onClosed(() => process.exit(1));
  const context: JobContext = {
    folder: resolve(folder),
    emit: (event) => {
      channel.send(event);
    },
    breathe: () => new Promise((done) => setImmediate(done)),
    cancelled: () => cancelled,
    seconds: () => performance.now() / 1000,
    checkpointSeconds,
    patchThread: join(__dirname, 'patch-thread.js'),
    memoryCap: memoryCap(),
  };
  // TensorFlow loads here, after its environment is set.
  const { runJob } = await import('./run-job');
  await runJob(context);
  await channel.flush();
  process.exit(0);
}

const folder = process.argv[2];
const channel = openParentChannel();
if (folder === undefined || channel === null) {
  console.error('The trainer is started by Ellipsight, with the folder of a job as its argument.');
  process.exit(2);
}
main(folder, channel).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
