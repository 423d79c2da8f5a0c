import type { DecisionTime } from '../../src-shared/ipc/network-size-views';
import type { Format } from '../format/use-format';
import type { Translate } from './run-title';

/** The median time that deciding an image takes; a dash where it was not measured here. */
export function decisionTimeText(time: DecisionTime | null, format: Format, t: Translate): string {
  return time === null
    ? '–'
    : t('students.milliseconds', { count: format.decimal(time.median, 1) });
}
