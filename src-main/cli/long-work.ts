import type { Progress } from '../../src-shared/ipc/views';
import type { CommandContext } from './command-context';
import { ProgressLine } from './progress-line';

/** What an import or a sample reports to and is stopped by. */
export interface WorkHooks {
  readonly onProgress: (progress: Progress) => void;
  readonly signal: { readonly cancelled: boolean };
}

/** "40 s", "12 min", "3 h 20 min". */
export function durationText(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Runs work that counts images, with its progress on standard error; an interrupt asks it to stop. */
export async function withHooks<T>(
  context: CommandContext,
  noun: string,
  work: (hooks: WorkHooks) => Promise<T>,
): Promise<T> {
  const line = new ProgressLine(context.screen);
  const signal = { cancelled: false };
  const end = context.interrupts.listen((times) => {
    if (times > 1) process.exit(130);
    signal.cancelled = true;
    line.say('Stopping after the batch under way; interrupt again to stop at once.');
  });
  try {
    return await work({
      signal,
      onProgress({ done, total, perSecond, remainingSeconds }) {
        const rate = perSecond === null ? '' : `  ${perSecond.toFixed(0)} a second`;
        const left = remainingSeconds === null ? '' : `  ${durationText(remainingSeconds)} left`;
        const fraction = total === 0 ? 0 : done / total;
        line.show({ fraction, text: `${done} of ${total} ${noun}${rate}${left}` });
      },
    });
  } finally {
    line.end();
    end();
  }
}
