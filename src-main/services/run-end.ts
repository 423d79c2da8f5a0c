import type { Failure } from '../../src-shared/ipc/failure';
import { assertNever } from '../../src-shared/assert-never';
import type { SaidEnd } from './run-recorder';

/** How one start of a run ended, as it is stored. */
export interface RunEnd {
  readonly state: 'done' | 'interrupted' | 'cancelled' | 'failed';
  /** Null for `done`. */
  readonly message: string | null;
}

export const cancelledEnd: RunEnd = {
  state: 'cancelled',
  message: 'Cancelled; it can be resumed.',
};

/** The failure as one text: what happened, and what to do. */
export function failureText(failure: Failure): string {
  return failure.next === '' ? failure.message : `${failure.message} ${failure.next}`;
}

/**
 * Decides how a run stands after its trainer is gone. Whatever the trainer did not announce is a crash: the run is
 * interrupted, unless the user had asked for its end.
 *
 * @param code Exit code; null where a signal ended the process.
 */
export function runEnd(said: SaidEnd, cancelAsked: boolean, code: number | null): RunEnd {
  if (said === null) {
    if (cancelAsked) return cancelledEnd;
    const how = code === null ? 'was ended from outside' : `ended with code ${code}`;
    return {
      state: 'interrupted',
      message: `The trainer process ${how}; resume the run to continue from its newest checkpoint.`,
    };
  }
  switch (said.kind) {
    case 'done':
      return { state: 'done', message: null };
    case 'cancelled':
      return cancelledEnd;
    case 'failed':
      return { state: 'failed', message: failureText(said.failure) };
    default:
      return assertNever(said);
  }
}
