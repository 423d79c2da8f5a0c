import { assertNever } from '../../src-shared/assert-never';
import type { FailureKind } from '../../src-shared/ipc/failure';

/** What the command line ends with (design.md, Command line). */
export const exitCodes = {
  done: 0,
  bug: 1,
  wrongUse: 2,
  badInput: 3,
  projectInUse: 4,
  foundDefective: 10,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit code of an expected failure. */
export function failureExitCode(kind: FailureKind): ExitCode {
  switch (kind) {
    case 'wrong-use':
      return exitCodes.wrongUse;
    case 'project-in-use':
    case 'busy':
      return exitCodes.projectInUse;
    case 'interrupted':
    case 'cancelled':
      return exitCodes.interrupted;
    case 'bad-input':
    case 'not-found':
    case 'no-project':
    case 'project-newer':
    case 'project-damaged':
    case 'read-only':
    case 'disk-full':
    case 'not-ready':
    case 'training-diverged':
    case 'out-of-memory':
    case 'missing-part':
      return exitCodes.badInput;
    default:
      return assertNever(kind);
  }
}
