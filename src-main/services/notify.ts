import type { NoticeName, Notices } from '../../src-shared/ipc/notices';

/** How services tell whoever listens (the window, or the command line's progress line). */
export type Notify = <N extends NoticeName>(name: N, notice: Notices[N]) => void;
