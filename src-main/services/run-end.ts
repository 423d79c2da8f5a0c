import type { Failure } from '../../src-shared/ipc/failure';
import { assertNever } from '../../src-shared/assert-never';
import { english } from '../../src-shared/sentences/english';
import { said } from '../../src-shared/sentences/sentence';
import type { SaidEnd } from './run-recorder';

/** How one start of a run ended, as it is stored. */
export interface RunEnd {
  readonly state: 'done' | 'interrupted' | 'cancelled' | 'failed';
  /** Null for `done`. */
  readonly message: string | null;
}

export const cancelledEnd: RunEnd = {
  state: 'cancelled',
  message: english(said('runCancelled')),
};

/** What is known of the memory that a run needs. */
export interface MemoryWords {
  readonly advice: () => string;
  readonly suspicion: () => string | null;
}

/** The failure as one text: what happened, and what to do. */
export function failureText(failure: Failure): string {
  return failure.next === '' ? failure.message : `${failure.message} ${failure.next}`;
}

/**
 * Decides how a run stands after its trainer is gone. Whatever the trainer did not announce is a crash: the run is
 * interrupted, unless the user had asked for its end.
 *
 * @param code Exit code; null where a signal ended the process.
 * @param memory What to do where memory ran out, and why a process that was ended from outside probably died; null
 *   where nobody knows.
 */
export function runEnd(
  told: SaidEnd,
  cancelAsked: boolean,
  code: number | null,
  memory: MemoryWords | null = null,
): RunEnd {
  if (told === null) {
    if (cancelAsked) return cancelledEnd;
    const cause = isSignal(code) ? (memory?.suspicion() ?? null) : null;
    if (cause !== null) {
      return {
        state: 'interrupted',
        message: `The trainer process was ended by the system. ${cause}`,
      };
    }
    return {
      state: 'interrupted',
      message: english(code === null ? said('trainerEnded') : said('trainerEndedWith', { code })),
    };
  }
  switch (told.kind) {
    case 'done':
      return { state: 'done', message: null };
    case 'cancelled':
      return cancelledEnd;
    case 'spent':
      // Nobody started another: the user had asked for the end.
      return cancelledEnd;
    case 'failed':
      if (told.failure.kind === 'out-of-memory' && memory !== null) {
        return { state: 'failed', message: `${told.failure.message} ${memory.advice()}` };
      }
      return { state: 'failed', message: failureText(told.failure) };
    default:
      return assertNever(told);
  }
}

/** Killed or aborted: null, the signal itself, or 128 more, by who started the process. */
function isSignal(code: number | null): boolean {
  return code === null || [6, 9, 128 + 6, 128 + 9].includes(code);
}
