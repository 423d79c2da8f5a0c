import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

// Who has a project open. The lock is SQLite's; the note only helps to say who has it, so a stale or missing note does
// no harm.
const noteSchema = z.object({ pid: z.number().int(), host: z.string(), since: z.string() });

function noteFile(folder: string): string {
  return join(folder, 'owner.json');
}

/** Says in the project's folder that this process has it, where there is space for that. */
export function writeOwnerNote(folder: string, now: Date): void {
  const note = { pid: process.pid, host: hostname(), since: now.toISOString() };
  try {
    writeFileSync(noteFile(folder), JSON.stringify(note));
  } catch {
    // On a full disk the project still opens: to be looked at, and to make space.
  }
}

/** Takes the note away. */
export function removeOwnerNote(folder: string): void {
  rmSync(noteFile(folder), { force: true });
}

/** Whether the note is still this process's: nobody else has opened the project since. */
export function isOwnNote(folder: string): boolean {
  try {
    const { pid, host } = noteSchema.parse(JSON.parse(readFileSync(noteFile(folder), 'utf8')));
    return pid === process.pid && host === hostname();
  } catch {
    return false;
  }
}

/** " by process 4711 on HALL-3, since …", or an empty text where no note can be read. */
export function ownerPhrase(folder: string): string {
  try {
    const { pid, host, since } = noteSchema.parse(
      JSON.parse(readFileSync(noteFile(folder), 'utf8')),
    );
    return ` by process ${pid} on ${host}, since ${since}`;
  } catch {
    // Missing or torn: the sentence stands without it.
    return '';
  }
}
