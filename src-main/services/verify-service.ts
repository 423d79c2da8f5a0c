import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { ReadableDatabase } from '../database/database';
import { verifyEventChain } from '../database/event-queries';
import { readAspects } from '../database/image-aspect-queries';
import { imageByHash, storedImagesAfter, type StoredImageRow } from '../database/image-queries';
import { readLabel, signedAs, type ImageLabel } from '../database/label-queries';
import { maskHash } from '../database/mask-queries';
import { wrongTallies } from '../database/project-queries';
import { growingFolder, storedImagePath } from '../decoder-process/image-paths';
import { imagesFolder, type OpenProject } from './project-service';
import { wrongProposals } from './proposal-check';
import { areNotesAsTold, areRulingsAsTold } from './told-notes';
import { toldOfImage } from './told-of-image';
import { wrongReleases } from './told-releases';

export interface VerifyFinding {
  readonly kind:
    | 'database'
    | 'history'
    | 'label'
    | 'release'
    | 'totals'
    | 'image-missing'
    | 'image-changed'
    | 'stray-file';
  /** What and where, one sentence. */
  readonly message: string;
}

export interface VerifyReport {
  /** Empty where all is well. */
  readonly findings: readonly VerifyFinding[];
  readonly images: number;
}

/** Images whose files are read at a time. */
const imagesAtATime = 16;

/**
 * Checks a project through and through: SQLite's integrity check, the chain of events, each label against its last
 * event, floors and releases against theirs, the totals, each image file against its hash, and files that belong to no
 * image. Changes nothing.
 *
 * @param onProgress told after each group of images.
 */
export async function verifyProject(
  project: OpenProject,
  onProgress: (images: number) => void = () => undefined,
): Promise<VerifyReport> {
  const { database } = project;
  const findings: VerifyFinding[] = [...checkDatabase(database)];
  const broken = await verifyEventChain(database);
  if (broken !== null) {
    findings.push({
      kind: 'history',
      message: `The history was changed from outside: event ${broken} does not fit the one before it.`,
    });
  }
  for (const { texture, verdict } of wrongTallies(database)) {
    findings.push({ kind: 'totals', message: `The totals of ${texture}, ${verdict} are wrong.` });
  }
  let images = 0;
  let after = 0;
  for (;;) {
    const rows = storedImagesAfter(database, after, imagesAtATime);
    const last = rows.at(-1);
    if (last === undefined) {
      break;
    }
    for (const row of rows) {
      findings.push(...checkLabel(database, row));
    }
    findings.push(...(await Promise.all(rows.map((row) => checkFile(project, row)))).flat());
    images += rows.length;
    after = last.id;
    onProgress(images);
  }
  for (const id of await wrongProposals(database)) {
    findings.push({
      kind: 'label',
      message: `The proposal ${id} was changed from outside: it is not what its last event says.`,
    });
  }
  for (const what of await wrongReleases(database)) {
    findings.push({
      kind: 'release',
      message: `The ${what} of the project were changed from outside: they are not what the history tells.`,
    });
  }
  findings.push(...(await strayFiles(project)));
  return { findings, images };
}

function checkDatabase(database: ReadableDatabase): readonly VerifyFinding[] {
  const integrity = database.pragma('integrity_check(20)') as readonly {
    readonly integrity_check: string;
  }[];
  const foreign = database.pragma('foreign_key_check') as readonly { readonly table: string }[];
  return [
    ...integrity
      .filter((row) => row.integrity_check !== 'ok')
      .map((row) => `The database is damaged: ${row.integrity_check}.`),
    ...foreign.map(({ table }) => `A row of ${table} in the database refers to nothing.`),
  ].map((message) => ({ kind: 'database', message }));
}

/** The last events of an image hold the label, texture, group, exclusion, notes, rulings and mask that it must have now. */
function checkLabel(database: ReadableDatabase, row: StoredImageRow): readonly VerifyFinding[] {
  const told = toldOfImage(database, row.id);
  const aspects = readAspects(database, row.id);
  const differs = (value: unknown, now: unknown): boolean =>
    value !== undefined && JSON.stringify(value) !== JSON.stringify(now);
  const what = [
    isToldLabel(told.label, readLabel(database, row.id)) ? null : 'label',
    differs(told.texture, aspects?.texture) ? 'texture' : null,
    differs(told.group, aspects?.group) ? 'group' : null,
    (told.excluded ?? false) === aspects?.excluded ? null : 'exclusion',
    areNotesAsTold(database, row.id) ? null : 'notes',
    areRulingsAsTold(database, row.id) ? null : 'rulings',
    (told.mask ?? null) === maskHash(database, row.id) ? null : 'mask',
  ].filter((name) => name !== null);
  if (what.length === 0) {
    return [];
  }
  return [
    {
      kind: 'label',
      message: `The ${what.join(', ')} of ${row.name} (image ${row.id}) was changed from outside: it is not what its last event says.`,
    },
  ];
}

function isToldLabel(told: unknown, now: ImageLabel | null): boolean {
  if (told === null || now === null) return told === now;
  // Label events are written from this type alone.
  return JSON.stringify(told) === JSON.stringify(signedAs(now, told as ImageLabel));
}

async function checkFile(
  project: OpenProject,
  row: StoredImageRow,
): Promise<readonly VerifyFinding[]> {
  const file = storedImagePath(imagesFolder(project), row.sha256, row.format);
  try {
    const { sha256 } = await project.decoder.inspect(file);
    return sha256 === row.sha256
      ? []
      : [
          {
            kind: 'image-changed',
            message: `${file} (${row.name}) has changed since it was imported.`,
          },
        ];
  } catch (error) {
    if (!(error instanceof ExpectedFailure) || error.failure.kind !== 'bad-input') {
      throw error;
    }
    const { message } = error.failure;
    return [
      message === 'is not there'
        ? { kind: 'image-missing', message: `${file} (${row.name}) is not there.` }
        : { kind: 'image-changed', message: `${file} (${row.name}) ${message}.` },
    ];
  }
}

async function strayFiles(project: OpenProject): Promise<readonly VerifyFinding[]> {
  const folder = imagesFolder(project);
  const findings: VerifyFinding[] = [];
  // A project without images has no such folder yet.
  for (const group of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, group.name);
    if (!group.isDirectory() || path === growingFolder(folder)) {
      continue;
    }
    for (const name of await readdir(path)) {
      const sha256 = name.split('.')[0] ?? '';
      const image = imageByHash(project.database, sha256);
      const file = join(path, name);
      if (image === null || storedImagePath(folder, sha256, image.format) !== file) {
        findings.push({
          kind: 'stray-file',
          message: `${file} belongs to no image of the project.`,
        });
      }
    }
  }
  return findings;
}
