import { readFileSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { syncFolder, writeDurably } from '../decoder-process/durable-file';
import { growingFolder } from '../decoder-process/image-paths';
import { fileSha256 } from './placed-file';

// A project that was closed in good order has the hash of its database beside it. SQLite finds a broken structure, but
// keeps no checksum of what lies in it: a turned bit in a number or a name would go unnoticed.

const sealSchema = z.object({ bytes: z.number().int(), sha256: z.string() });
type Seal = z.infer<typeof sealSchema>;

/** Where the seal of a database lies. */
export function sealFile(database: string): string {
  return `${database}.seal`;
}

/**
 * Compares a database that nobody has open with its seal. Without one, or with a journal that is newer, it passes.
 *
 * @throws ExpectedFailure `project-damaged` where a byte differs.
 */
export async function refuseBrokenSeal(database: string): Promise<void> {
  const seal = readSeal(database);
  if (seal === null || hasJournal(database)) {
    return;
  }
  const { size } = statSync(database);
  const isWhole = size === seal.bytes && (await fileSha256(database)) === seal.sha256;
  // Without its seal by now, somebody has opened it meanwhile: opening will say who.
  if (isWhole || readSeal(database)?.sha256 !== seal.sha256) {
    return;
  }
  throw new ExpectedFailure(
    'project-damaged',
    size === seal.bytes
      ? `${database} is damaged: its content is not what was left when the project was closed.`
      : `${database} is damaged: it has ${size} bytes, and had ${seal.bytes} when the project was closed.`,
    'Keep the file, and open a backup of the project.',
  );
}

/** Takes the seal off, durably: from here on the database changes. */
export async function breakSeal(database: string): Promise<void> {
  await rm(sealFile(database), { force: true });
  await syncFolder(dirname(database));
}

/** Seals a database that has been closed, and whose journal is gone with it. */
export async function sealDatabase(database: string): Promise<void> {
  if (hasJournal(database)) {
    return;
  }
  const { size } = statSync(database);
  const seal: Seal = { bytes: size, sha256: await fileSha256(database) };
  const growing = growingFolder(join(dirname(database), 'images'));
  await writeDurably(sealFile(database), Buffer.from(JSON.stringify(seal)), growing);
}

function hasJournal(database: string): boolean {
  return (statSync(`${database}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function readSeal(database: string): Seal | null {
  try {
    return sealSchema.parse(JSON.parse(readFileSync(sealFile(database), 'utf8')));
  } catch {
    // Missing or torn: it then says nothing.
    return null;
  }
}
