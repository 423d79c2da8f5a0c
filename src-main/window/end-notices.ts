import type { RunSummary } from '../../src-shared/ipc/run-views';
import { percentText } from '../reports/rate-text';
import type { Locale } from '../../src-shared/language/locale';
import { textIn } from '../../src-shared/language/told';

/** What a desktop notice says. */
export interface EndNotice {
  readonly title: string;
  readonly body: string;
}

/**
 * Hears every change of a run, and tells the end of each that was under way or waited, once.
 *
 * @param locale of the window
 */
export function endNotices(
  locale: () => Locale,
  tell: (notice: EndNotice) => void,
): (run: RunSummary) => void {
  const before = new Map<string, RunSummary['state']>();
  return (run) => {
    const earlier = before.get(run.id);
    before.set(run.id, run.state);
    if (earlier === undefined || earlier === run.state) return;
    const notice = noticeOf(run, locale());
    if (notice !== null) tell(notice);
  };
}

/** Null where the run has not ended, or the user ended it. */
function noticeOf({ id, state, accuracy, message }: RunSummary, locale: Locale): EndNotice | null {
  const words = locale.dialogs.end;
  switch (state) {
    case 'done':
      return { title: words.done(id), body: words.accuracy(percentText(accuracy)) };
    case 'failed':
    case 'interrupted':
      return { title: words[state](id), body: message === null ? '' : textIn(locale, message) };
    case 'waiting':
    case 'preparing':
    case 'running':
    case 'paused':
    case 'cancelled':
      return null;
  }
}
