import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { eventsAfter, verifyEventChain } from '../../../src-main/database/event-queries';
import { storedImagesAfter } from '../../../src-main/database/image-queries';
import { backupsFolder, listBackups } from '../../../src-main/services/backup-list';
import { checkBackup } from '../../../src-main/services/backup-service';
import { imageFile } from '../../../src-main/services/image-service';
import { openProject, type OpenProject } from '../../../src-main/services/project-service';
import { CheckpointFolder } from '../../../src-main/trainer-process/checkpoint';
import { lostLines } from '../acknowledgements';
import { sqliteBinding, testDeps } from '../temporary-project';
import type { DiskImage } from './crash-disk';
import { checkpointsOf, jobHash, projectOf, type Acknowledged } from './recorded-places';

/** Puts the files that a power cut leaves into an empty folder. */
export function layOut(image: DiskImage, root: string): void {
  for (const folder of image.folders) mkdirSync(join(root, folder));
  for (const [name, content] of image.files) writeFileSync(join(root, name), content);
}

/**
 * Opens what a power cut left, as the product does, and compares it with what had been acknowledged.
 *
 * @returns a sentence for each loss and each damage.
 */
export async function faultsAfterCut(
  root: string,
  acknowledged: readonly Acknowledged[],
): Promise<readonly string[]> {
  if (acknowledged.length === 0) return [];
  const folder = projectOf(root);
  let project: OpenProject;
  try {
    project = await openProject(folder, testDeps());
  } catch (error) {
    return [`does not open: ${error instanceof Error ? error.message : String(error)}`];
  }
  try {
    return [
      ...lostEvents(project, acknowledged),
      ...(await damage(project)),
      ...badBackups(folder, acknowledged),
      ...badCheckpoints(folder, acknowledged),
    ];
  } finally {
    await project.close();
  }
}

function lostEvents(
  project: OpenProject,
  acknowledged: readonly Acknowledged[],
): readonly string[] {
  const restored = eventsAfter(project.database, 0, 1_000_000).find(
    ({ kind }) => kind === 'project.restored',
  );
  const restoring = acknowledged.findIndex(({ kind }) => kind === 'restoring');
  const end = acknowledged.find((one) => one.kind === 'restored');
  if (end !== undefined && restored?.seq !== end.events) return ['the restoring is lost'];
  if (restored !== undefined && restoring === -1) return ['restored without being asked'];
  // The events between the backup and the restoring are gone, as they shall be.
  const counted = restored === undefined ? acknowledged : acknowledged.slice(restoring);
  const lines = counted.flatMap((one) => (one.kind === 'events' ? one.lines : []));
  return lostLines(project, lines).map((line) => `event ${line} is lost`);
}

async function damage(project: OpenProject): Promise<readonly string[]> {
  const found: string[] = [];
  const integrity = String(project.database.pragma('integrity_check', { simple: true }));
  if (integrity !== 'ok') found.push(integrity);
  const broken = await verifyEventChain(project.database);
  if (broken !== null) found.push(`event ${broken} does not fit the one before it`);
  for (const { sha256, name } of storedImagesAfter(project.database, 0, 1_000_000)) {
    const file = imageFile(project, sha256);
    const found256 = existsSync(file)
      ? createHash('sha256').update(readFileSync(file)).digest('hex')
      : 'no file';
    if (found256 !== sha256) found.push(`image ${name} has ${found256} instead of ${sha256}`);
  }
  return found;
}

function badBackups(folder: string, acknowledged: readonly Acknowledged[]): readonly string[] {
  const found: string[] = [];
  const there = listBackups(folder);
  for (const { file } of there) {
    const check = checkBackup(file, sqliteBinding());
    if (check.kind === 'bad') found.push(`backup ${basename(file)} ${check.reason}`);
  }
  for (const one of acknowledged) {
    if (one.kind === 'backup' && !existsSync(join(backupsFolder(folder), basename(one.file)))) {
      found.push(`backup ${basename(one.file)} is lost`);
    }
  }
  return found;
}

function badCheckpoints(folder: string, acknowledged: readonly Acknowledged[]): readonly string[] {
  const written = acknowledged.flatMap((one) => (one.kind === 'checkpoint' ? [one.iteration] : []));
  const last = written.at(-1) ?? 0;
  if (!existsSync(checkpointsOf(folder))) {
    return last === 0 ? [] : ['the folder of the checkpoints is lost'];
  }
  const damaged: string[] = [];
  const newest = new CheckpointFolder(checkpointsOf(folder), jobHash).newest((name) => {
    damaged.push(name);
  });
  const found = newest?.iteration ?? 0;
  return [
    ...(found < last ? [`checkpoint ${last} is lost; the newest is ${found}`] : []),
    ...(damaged.length > 1 ? [`checkpoints ${damaged.join(', ')} are damaged`] : []),
  ];
}
