import { join } from 'node:path';
import { expect } from 'vitest';
import { imagesPage } from '../../../src-main/services/image-service';
import { importSource } from '../../../src-main/services/import-service';
import { projectSummary, type OpenProject } from '../../../src-main/services/project-service';
import { ExpectedFailure, type Failure } from '../../../src-shared/ipc/failure';
import type { ImportSummary } from '../../../src-shared/ipc/views';
import { grayPng, writeTo } from '../made-images';
import { quietly } from '../quiet-hooks';
import { storedFiles } from '../stored-files';
import { temporaryFolder, temporaryProject } from '../temporary-project';

const everything = { textureId: null, verdict: null, text: '' };

export function importFrom(
  project: OpenProject,
  source: string,
  format = 'auto',
): Promise<ImportSummary> {
  return importSource(project, { source, format, texture: null }, quietly);
}

/** The failure of importing a folder, after a look that nothing has changed. */
export async function refusal(source: string, format = 'auto'): Promise<Failure> {
  const project = await temporaryProject();
  const rows = (): unknown =>
    ['images', 'textures', 'sources', 'events', 'ellipses'].map((table) =>
      project.database.prepare(`SELECT * FROM ${table}`).all(),
    );
  const before = rows();
  const failure = await importFrom(project, source, format).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(failure instanceof ExpectedFailure)) {
    throw new Error(`Not refused as expected: ${String(failure)}`);
  }
  expect(rows()).toEqual(before);
  expect(storedFiles(project)).toEqual([]);
  return failure.failure;
}

/** Imports, and checks that the project holds exactly what the summary says. */
export async function imported(
  source: string,
): Promise<{ summary: ImportSummary; names: string[] }> {
  const project = await temporaryProject();
  const summary = await importFrom(project, source);
  const { total, rows } = imagesPage(project, everything, 0, 500);
  const shown = projectSummary(project);
  expect(total).toBe(summary.added);
  expect(shown.images).toBe(summary.added);
  expect(shown.textures.reduce((sum, { ellipses }) => sum + ellipses, 0)).toBe(summary.ellipses);
  expect(storedFiles(project).length).toBe(summary.added);
  return { summary, names: rows.map(({ name }) => name) };
}

/** `Class1` with 2 sound images, `Class1_def` with `count` defective ones and the given rows. */
export async function developmentSet(rows: string, count = 3): Promise<string> {
  const folder = temporaryFolder();
  for (let i = 1; i <= 2; i += 1) writeTo(join(folder, `Class1/${i}.png`), await grayPng(i));
  for (let i = 1; i <= count; i += 1) {
    writeTo(join(folder, `Class1_def/${i}.png`), await grayPng(100 + i));
  }
  writeTo(join(folder, 'Class1_def/labels.txt'), rows);
  return folder;
}

export const goodRows = '1\t10\t5\t0.5\t30\t30\n2\t10\t5\t0.5\t31\t30\n3\t10\t5\t0.5\t32\t30\n';
