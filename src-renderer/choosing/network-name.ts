import type { RunSummary } from '../../src-shared/ipc/run-views';
import { filtersText, type Translate } from '../training/run-title';

/** What a network is called beside its teacher or students: its filters, or that it is the teacher. */
export function networkName({ plan }: RunSummary, t: Translate): string {
  return plan.kind === 'student' ? filtersText(plan.filters) : t('run.kinds.teacher');
}
