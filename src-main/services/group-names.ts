import { createContext, Script } from 'node:vm';
import { CsvError, parse } from 'csv-parse/sync';
import { assertNever } from '../../src-shared/assert-never';
import { longestName, type GroupNaming } from '../../src-shared/dataset/import-corrections';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { readLabelText } from '../importers/label-file';

/** The names of the groups that images belong to. */
export interface GroupNames {
  /**
   * @param images names as the source gives them, some hundreds at a time.
   * @returns a group's name for each; null for none.
   * @throws ExpectedFailure `wrong-use` where a pattern takes too long.
   */
  of(images: readonly string[]): readonly (string | null)[];
  /** Rows of a CSV that named none of the images asked for so far. */
  unusedRows(): number;
}

/** @throws ExpectedFailure `wrong-use` for a pattern that is none, `bad-input` for a CSV that cannot be used. */
export async function groupNames(naming: GroupNaming): Promise<GroupNames> {
  switch (naming.kind) {
    case 'none':
      return { of: (images) => images.map(() => null), unusedRows: () => 0 };
    case 'pattern':
      return namesByPattern(naming.pattern);
    case 'csv':
      return namesByTable(naming.file);
    default:
      return assertNever(naming);
  }
}

/** Milliseconds for some hundred names; a sensible pattern takes less than one, and no machine is a thousand times slower. */
const patternLimitMs = 1000;

/**
 * A pattern may take exponential time on an unlucky name, and nothing in JavaScript can stop a match but the time limit of
 * a context of its own.
 */
function namesByPattern(pattern: string): GroupNames {
  refuseBadPattern(pattern);
  const script = new Script(
    `const found = new RegExp(pattern, 'u');
     JSON.stringify(names.map((name) => {
       const match = found.exec(name);
       return match === null ? null : (match.groups?.group ?? match[1] ?? null);
     }))`,
  );
  return {
    of: (images) => {
      const context = createContext({ pattern, names: images });
      try {
        const found = JSON.parse(
          String(script.runInContext(context, { timeout: patternLimitMs })),
        ) as readonly (string | null)[];
        return found.map(tidied);
      } catch (error) {
        if (isTimeout(error)) {
          throw new ExpectedFailure(
            'wrong-use',
            `The pattern ${pattern} takes too long on names such as ${images[0] ?? ''}; nothing was changed.`,
            'Use a simpler pattern: repetitions within repetitions take very long.',
          );
        }
        throw error;
      }
    },
    unusedRows: () => 0,
  };
}

/** By its code: an error of another context is no `Error` of this one. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}

function refuseBadPattern(pattern: string): void {
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    throw new ExpectedFailure(
      'wrong-use',
      `The pattern ${pattern} is not a regular expression (${error instanceof Error ? error.message : String(error)}).`,
      'Mend it, e.g. lot(\\d+).',
    );
  }
  // An empty alternative matches everything, so that the match has an entry for each group.
  if ((new RegExp(`${pattern}|`, 'u').exec('')?.length ?? 1) === 1) {
    throw new ExpectedFailure(
      'wrong-use',
      `The pattern ${pattern} has no part in brackets that says which part of a name is the group.`,
      'Put brackets round that part, e.g. lot(\\d+).',
    );
  }
}

/** A name that the project takes; null where nothing is left of it. */
function tidied(name: string | null): string | null {
  const text = name?.trim().slice(0, longestName) ?? '';
  return text === '' ? null : text;
}

interface TableRow {
  readonly group: string | null;
  readonly line: number;
  used: boolean;
}

async function namesByTable(file: string): Promise<GroupNames> {
  const rows = await readTable(file);
  return {
    of: (images) =>
      images.map((image) => {
        const row = endsOf(image)
          .map((end) => rows.get(end))
          .find((found) => found !== undefined);
        if (row === undefined) return null;
        row.used = true;
        return row.group;
      }),
    unusedRows: () => [...rows.values()].filter(({ used }) => !used).length,
  };
}

/** `felt/a/12.png`, `a/12.png`, `12.png`: the longest that a table names is meant. */
function endsOf(image: string): readonly string[] {
  const parts = keyOf(image).split('/');
  return parts.map((_, index) => parts.slice(index).join('/'));
}

function keyOf(path: string): string {
  return path
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(\.?\/)+/, '')
    .toLowerCase();
}

async function readTable(file: string): Promise<ReadonlyMap<string, TableRow>> {
  const refuse = (reason: string): ExpectedFailure =>
    new ExpectedFailure(
      'bad-input',
      `The groups in ${file} cannot be used: ${reason}; nothing was changed.`,
      'Give a CSV file with the columns image and group.',
    );
  const read = await readLabelText(file);
  if (read.kind === 'unreadable') {
    throw refuse(`the file ${read.reason}`);
  }
  const rows = new Map<string, TableRow>();
  for (const { record, info } of records(read.text, refuse)) {
    const { image, group } = record;
    if (image === undefined || group === undefined) {
      throw refuse(`there is no column ${image === undefined ? 'image' : 'group'}`);
    }
    const known = rows.get(keyOf(image));
    if (known !== undefined && known.group !== tidied(group)) {
      throw refuse(`lines ${known.line} and ${info.lines} put ${image} into different groups`);
    }
    rows.set(keyOf(image), known ?? { group: tidied(group), line: info.lines, used: false });
  }
  return rows;
}

interface ReadRecord {
  readonly record: Readonly<Partial<Record<string, string>>>;
  readonly info: { readonly lines: number };
}

function records(text: string, refuse: (reason: string) => ExpectedFailure): readonly ReadRecord[] {
  try {
    return parse(text, {
      bom: true,
      columns: (header: readonly string[]) => header.map((column) => column.trim().toLowerCase()),
      info: true,
      skip_empty_lines: true,
    }) as unknown as readonly ReadRecord[];
  } catch (error) {
    if (error instanceof CsvError) {
      throw refuse(error.message);
    }
    throw error;
  }
}
