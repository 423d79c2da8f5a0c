import type { RunSummary } from '../../src-shared/ipc/run-views';
import { percentText } from '../reports/rate-text';
import type { DialogWords } from './dialog-words';

/** What a desktop notice says. */
export interface EndNotice {
  readonly title: string;
  readonly body: string;
}

/**
 * Hears every change of a run, and tells the end of each that was under way or waited, once.
 *
 * @param words in the language of the window
 */
export function endNotices(
  words: () => DialogWords['end'],
  tell: (notice: EndNotice) => void,
): (run: RunSummary) => void {
  const before = new Map<string, RunSummary['state']>();
  return (run) => {
    const earlier = before.get(run.id);
    before.set(run.id, run.state);
    if (earlier === undefined || earlier === run.state) return;
    const notice = noticeOf(run, words());
    if (notice !== null) tell(notice);
  };
}

/** Null where the run has not ended, or the user ended it. */
function noticeOf(
  { id, state, accuracy, message }: RunSummary,
  words: DialogWords['end'],
): EndNotice | null {
  switch (state) {
    case 'done':
      return { title: words.done(id), body: words.accuracy(percentText(accuracy)) };
    case 'failed':
    case 'interrupted':
      return { title: words[state](id), body: message ?? '' };
    case 'waiting':
    case 'preparing':
    case 'running':
    case 'paused':
    case 'cancelled':
      return null;
  }
}
