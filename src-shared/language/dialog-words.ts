import type { Purpose } from '../ipc/purposes';

/** What the system's dialogs say. */
export interface DialogWords {
  /** Title and button of each place that is asked for. */
  readonly purposes: {
    readonly [P in Purpose]: { readonly title: string; readonly button: string };
  };
  readonly inspectImages: { readonly title: string; readonly button: string };
  /** Kinds of files. */
  readonly kinds: {
    readonly archive: string;
    readonly images: string;
    readonly weights: string;
    readonly table: string;
    readonly page: string;
    readonly paper: string;
    readonly decisions: string;
    readonly evaluation: string;
    readonly plan: string;
  };
  readonly quit: {
    /** @param waiting runs behind it */
    readonly question: (run: string, waiting: number) => string;
    readonly detail: string;
    readonly stay: string;
    readonly stop: string;
  };
  /** What a desktop notice says of the end of a run. */
  readonly end: {
    readonly done: (run: string) => string;
    readonly failed: (run: string) => string;
    readonly interrupted: (run: string) => string;
    readonly accuracy: (percent: string) => string;
  };
  readonly close: string;
  readonly notStarted: string;
}
