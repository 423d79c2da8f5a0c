import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { saidFailure } from '../../src-shared/sentences/english';

/** What a project keeps under names that the user gave. */
export type SavedKind = 'filter' | 'plan';

/** A saved thing that is not there, with those that are. */
export function noSuchName(
  kind: SavedKind,
  name: string,
  saved: readonly { readonly name: string }[],
): ExpectedFailure {
  return new ExpectedFailure(
    'not-found',
    `There is no saved ${kind} "${name}" in this project.`,
    saved.length === 0
      ? 'None is saved yet.'
      : `There is ${saved.map((one) => one.name).join(', ')}.`,
  );
}

/** A name that is none. */
export function nameIsNone(kind: SavedKind, longest: number): ExpectedFailure {
  return new ExpectedFailure(
    'wrong-use',
    `A ${kind}'s name has 1 to ${longest} characters; nothing was saved.`,
  );
}

/** A name that is taken, where nobody said that what has it may go. */
export function nameIsTaken(kind: SavedKind, name: string): ExpectedFailure {
  return saidFailure('wrong-use', 'nameTaken', { kind, name });
}
