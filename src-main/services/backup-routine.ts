import { existsSync, statSync } from 'node:fs';
import type { WritableDatabase } from '../database/database';
import { listBackups } from './backup-list';
import { backUp, backupsEnded, type BackupSource } from './backup-service';

const minuteMs = 60_000;

/** The backups that are made by themselves while a project is open. */
export interface BackupRoutine {
  /** A sentence about the last attempt, where it failed; null otherwise. */
  failure(): string | null;
  /** Ends the routine, after the backup under way. */
  stop(): Promise<void>;
}

/**
 * Backs a project up whenever it has changed and its newest backup is ten minutes old.
 *
 * @param everyMs age at which a backup is followed by the next.
 * @param lookMs how often to look.
 */
export function startBackups(
  source: BackupSource,
  everyMs = 10 * minuteMs,
  lookMs = minuteMs,
): BackupRoutine {
  let failure: string | null = null;
  let saved = changedSinceNewest(source) ? -1 : totalChanges(source.database);
  const look = async (): Promise<void> => {
    const changes = totalChanges(source.database);
    if (changes === saved || !isDue(source, everyMs)) {
      return;
    }
    try {
      await backUp(source);
      saved = changes;
      failure = null;
    } catch (error) {
      // Work goes on; the window shows the sentence until a backup succeeds.
      const reason = error instanceof Error ? error.message : String(error);
      failure = `The project could not be backed up: ${reason}`;
    }
  };
  const timer = setInterval(() => void look(), lookMs);
  timer.unref();
  return {
    failure: () => failure,
    stop: async () => {
      clearInterval(timer);
      await backupsEnded(source.database);
    },
  };
}

function isDue({ folder, now }: BackupSource, everyMs: number): boolean {
  const [newest] = listBackups(folder);
  const age = newest === undefined ? Infinity : now().getTime() - newest.at.getTime();
  // Negative: the clock was set back.
  return age >= everyMs || age < 0;
}

/** Whether the database was written after its newest backup, as far as the files' times tell. */
function changedSinceNewest({ folder, database }: BackupSource): boolean {
  const [newest] = listBackups(folder);
  if (newest === undefined || !existsSync(newest.file)) {
    return true;
  }
  return statSync(database.name).mtimeMs > statSync(newest.file).mtimeMs;
}

/** Rows that this connection has changed so far. */
function totalChanges(database: WritableDatabase): number {
  return (
    database.prepare<[], { changes: number }>('SELECT total_changes() AS changes').get()?.changes ??
    0
  );
}
