import type { BiteHooks } from '../services/work-in-bites';
import type { CommandContext } from './command-context';
import { withHooks } from './long-work';

/** Runs a change of many images with its progress on standard error; an interrupt asks it to stop. */
export function withBites<T>(
  context: CommandContext,
  work: (hooks: BiteHooks) => Promise<T>,
): Promise<T> {
  return withHooks(context, 'images', ({ onProgress, signal }) =>
    work({
      signal,
      onProgress: (done, total) =>
        onProgress({ done, total, perSecond: null, remainingSeconds: null }),
    }),
  );
}
