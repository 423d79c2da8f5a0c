import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageEvidence } from '../../src-shared/training/image-evidence';
import type { OpenProject } from './project-service';

/** What evidence was computed of: equal hashes give equal evidence. */
export interface EvidenceKey {
  readonly run: string;
  readonly modelSha256: string;
  readonly imageSha256: string;
}

/** Counts up when the way of computing it changes: what is kept of the older way is then not found. */
const method = 1;

/** Bytes of one run's evidence; beyond them the oldest goes. */
const most = 256 * 1024 * 1024;

function folderOf(project: OpenProject, run: string): string {
  // Beside the run, where the clean-up of caches finds it; elsewhere where the project can only be read.
  return project.readOnly
    ? join(project.pictures, 'evidence', run)
    : join(project.folder, 'runs', run, 'cache', 'evidence');
}

function fileOf(project: OpenProject, { run, modelSha256, imageSha256 }: EvidenceKey): string {
  const name = `${imageSha256}-${modelSha256.slice(0, 16)}-${method}.json`;
  return join(folderOf(project, run), name);
}

export function hasEvidence(project: OpenProject, key: EvidenceKey): boolean {
  return existsSync(fileOf(project, key));
}

/** Kept evidence; null where there is none, or the file is not whole: it can always be computed again. */
export async function readEvidence(
  project: OpenProject,
  key: EvidenceKey,
): Promise<ImageEvidence | null> {
  let text: string;
  try {
    text = await readFile(fileOf(project, key), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    // Written by our own trainer from this type; its name says by which version of it.
    return JSON.parse(text) as ImageEvidence;
  } catch {
    await rm(fileOf(project, key), { force: true });
    return null;
  }
}

/** Keeps a file that a trainer has written, by moving it. */
export async function keepEvidence(
  project: OpenProject,
  key: EvidenceKey,
  written: string,
): Promise<void> {
  const file = fileOf(project, key);
  await mkdir(folderOf(project, key.run), { recursive: true });
  await rename(written, file);
}

/** Removes the oldest evidence of a run that is beyond its share of the disk. */
export async function boundEvidence(
  project: OpenProject,
  run: string,
  bytes: number = most,
): Promise<void> {
  const folder = folderOf(project, run);
  if (!existsSync(folder)) return;
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const path = join(folder, name);
      const { size, mtimeMs } = await stat(path);
      return { path, size, mtimeMs };
    }),
  );
  files.sort((one, other) => other.mtimeMs - one.mtimeMs);
  let sum = 0;
  for (const { path, size } of files) {
    sum += size;
    if (sum > bytes) await rm(path, { force: true });
  }
}
