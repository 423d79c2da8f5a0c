import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A copy of a project's database in its `backups/`. */
export interface Backup {
  readonly file: string;
  /** 1-based, one more than any before it: the order, since clocks go wrong. */
  readonly number: number;
  readonly at: Date;
  /** `user_version` of the copy. */
  readonly schema: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How many are kept, by age: all of the last two hours, then one an hour, one a day, one a month (30 days). */
const periods: readonly { readonly youngerThanMs: number; readonly oneEachMs: number }[] = [
  { youngerThanMs: 2 * hourMs, oneEachMs: 0 },
  { youngerThanMs: 2 * dayMs, oneEachMs: hourMs },
  { youngerThanMs: 60 * dayMs, oneEachMs: dayMs },
  { youngerThanMs: Infinity, oneEachMs: 30 * dayMs },
];

/** `backups/` of a project. */
export function backupsFolder(folder: string): string {
  return join(folder, 'backups');
}

/** Where backups grow before they get their name; what lies here after a crash is nobody's. */
export function growingBackups(folder: string): string {
  return join(backupsFolder(folder), 'growing');
}

/** `000042-20261123T154400Z-schema2.db`. */
export function backupName({ number, at, schema }: Omit<Backup, 'file'>): string {
  const time = at.toISOString().replace(/[-:]|\.\d+/g, '');
  return `${String(number).padStart(6, '0')}-${time}-schema${schema}.db`;
}

/** What a backup's name says; null where it is not the name of one. */
export function parseBackupName(name: string): Omit<Backup, 'file'> | null {
  const match = /^(\d{6,12})-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-schema(\d{1,6})\.db$/.exec(
    name,
  );
  if (match === null) {
    return null;
  }
  const [, number, year, month, day, hour, minute, second, schema] = match;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at.getTime()) ? null : { number: Number(number), at, schema: Number(schema) };
}

/** The backups of a project, newest first; empty where it has none. */
export function listBackups(folder: string): readonly Backup[] {
  const place = backupsFolder(folder);
  let names: readonly string[];
  try {
    names = readdirSync(place);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return [];
    }
    throw error;
  }
  return names
    .flatMap((name) => {
      const parsed = parseBackupName(name);
      return parsed === null ? [] : [{ ...parsed, file: join(place, name) }];
    })
    .sort((one, other) => other.number - one.number);
}

/**
 * The backups that have become too many for their age. The newest is never among them, nor the last one of each schema,
 * which is what an older version of this program can open.
 *
 * @param backups newest first.
 */
export function outlivedBackups(backups: readonly Backup[], now: Date): readonly Backup[] {
  const taken = new Set<string>();
  const schemas = new Set<number>();
  return backups.filter(({ at, schema }) => {
    const lastOfSchema = !schemas.has(schema);
    schemas.add(schema);
    // One from the future was made before the clock was set back; it counts as made now.
    const age = Math.max(0, now.getTime() - at.getTime());
    const oneEachMs = periods.find(({ youngerThanMs }) => age < youngerThanMs)?.oneEachMs ?? 0;
    if (oneEachMs === 0) {
      return false;
    }
    const slot = `${oneEachMs} ${Math.floor(at.getTime() / oneEachMs)}`;
    const outlived = taken.has(slot);
    taken.add(slot);
    return outlived && !lastOfSchema;
  });
}
