import type { Said } from '../sentences/sentence';

/** What a user can cause or meet; anything that is not one of these is a bug. */
export const failureKinds = [
  'wrong-use',
  'bad-input',
  'not-found',
  'no-project',
  'project-in-use',
  'project-newer',
  'project-damaged',
  'read-only',
  'disk-full',
  'not-ready',
  'busy',
  'interrupted',
  'cancelled',
  'training-diverged',
  'out-of-memory',
  'missing-part',
] as const;

export type FailureKind = (typeof failureKinds)[number];

/** An expected failure as it crosses a process border: one clear sentence, and what to do next. */
export interface Failure {
  readonly kind: FailureKind;
  /** What happened and where, one sentence. */
  readonly message: string;
  /** What the user can do next, one sentence; empty where the message says it. */
  readonly next: string;
  /** Both as a sentence by name, which the window speaks in its language; missing where it has no name. */
  readonly said?: Said;
}

/** The answer to every request: a value, or an expected failure. Bugs reject instead. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/**
 * Carries a {@link Failure} up the stack within one process; borders (IPC router, command line,
 * child processes) turn it into a value, because errors lose their class when they are sent.
 */
export class ExpectedFailure extends Error {
  readonly failure: Failure;

  constructor(kind: FailureKind, message: string, next = '', said?: Said) {
    super(message);
    this.name = 'ExpectedFailure';
    this.failure = { kind, message, next, ...(said === undefined ? {} : { said }) };
  }

  /** A failure that came over a process border as a value, to be carried on. */
  static of({ kind, message, next, said }: Failure): ExpectedFailure {
    return new ExpectedFailure(kind, message, next, said);
  }
}
