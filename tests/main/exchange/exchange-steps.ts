import { join } from 'node:path';
import { exportProject } from '../../../src-main/exchange/export-project';
import { importArchive, type ConflictRule } from '../../../src-main/exchange/import-archive';
import type { OpenProject } from '../../../src-main/services/project-service';
import { addSample } from '../../../src-main/services/sample-service';
import type { ArchiveSummary } from '../../../src-shared/ipc/export-views';
import { ExpectedFailure, type Failure } from '../../../src-shared/ipc/failure';
import { quietly } from '../quiet-hooks';
import { temporaryFolder, temporaryProject } from '../temporary-project';

export const everything = { texture: null, verdict: null, images: null };
export const shape = { x: 20.25, y: 20, a: 9, b: 4.1, angle: 1 };

/** A project with eight generated images in two textures. */
export async function sampled(): Promise<OpenProject> {
  const project = await temporaryProject();
  await addSample(project, { textures: 2, ok: 3, defective: 1, size: 64, seed: 5 }, quietly);
  return project;
}

/** An archive of all of a project. */
export async function exported(project: OpenProject): Promise<string> {
  const file = join(temporaryFolder(), 'archive.zip');
  await exportProject(project, file, everything, quietly);
  return file;
}

/** Imports an archive without a word. */
export function taken(
  project: OpenProject,
  file: string,
  conflicts: ConflictRule = 'list',
  theirs: readonly string[] = [],
): Promise<ArchiveSummary> {
  return importArchive(project, { file, conflicts, theirs }, quietly);
}

/** The expected failure of work that must fail. */
export async function failureOf(work: () => Promise<unknown>): Promise<Failure> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ExpectedFailure) return error.failure;
    throw error;
  }
  throw new Error('It did not fail.');
}
