import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Verdict } from '../../src-shared/dataset/label';
import type { ArchiveExportSummary } from '../../src-shared/ipc/export-views';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import {
  exchangedImagesAfter,
  projectHead,
  type ExchangedImage,
} from '../database/exchange-queries';
import { readEllipses, readLabel } from '../database/label-queries';
import { readMask } from '../database/mask-queries';
import { notesOfImage } from '../database/note-queries';
import { nameDurably } from '../decoder-process/durable-file';
import { storedImagePath } from '../decoder-process/image-paths';
import type { IntakeHooks } from '../services/intake-loop';
import { exists, fileSha256 } from '../services/placed-file';
import { imagesFolder, type OpenProject } from '../services/project-service';
import {
  archiveFormat,
  archiveVersion,
  labelsName,
  manifestName,
  type ArchiveLabel,
  type ArchiveManifest,
} from './archive-format';
import { archiveLooks } from './archive-looks';

/** Which images an archive gets; null takes all. */
export interface ExportChoice {
  readonly texture: string | null;
  readonly verdict: Verdict | null;
  /** Ids. */
  readonly images: Iterable<number> | null;
}

const chunkRows = 500;

/**
 * Writes the chosen images with their labels into one new archive: durable and whole, or not there at all.
 *
 * @throws ExpectedFailure `bad-input` where the file exists or nothing is chosen, `project-damaged` where a stored image
 *   is not what it was, `disk-full`, `cancelled`.
 */
export async function exportProject(
  project: OpenProject,
  target: string,
  choice: ExportChoice,
  { onProgress, signal }: IntakeHooks,
): Promise<ArchiveExportSummary> {
  const file = resolve(target);
  if (await exists(file)) {
    throw new ExpectedFailure(
      'bad-input',
      `${file} exists already; nothing was written.`,
      'Choose another name.',
    );
  }
  const images = await chosenImages(project, choice);
  if (images.length === 0) {
    throw new ExpectedFailure('bad-input', 'No image was chosen; nothing was written.');
  }
  const temporary = `${file}.${process.pid}.growing`;
  const zip = new ZipFile();
  // Of a file that went while it was read: ends the writing, which ends the export.
  zip.on('error', (error: Error) => void (zip.outputStream as Readable).destroy(error));
  // Started before the first entry, so that nothing piles up in memory.
  const writing = pipeline(zip.outputStream, createWriteStream(temporary, { flags: 'wx' }));
  writing.catch(() => undefined);
  try {
    const entries: ArchiveManifest['entries'][number][] = [];
    const lines: string[] = [];
    let ellipses = 0;
    for (const [index, image] of images.entries()) {
      if (signal.cancelled) {
        throw new ExpectedFailure('cancelled', 'The export was cancelled; nothing was written.');
      }
      const path = storedImagePath(imagesFolder(project), image.sha256, image.format);
      const bytes = await checkedSize(path, image);
      const label = archiveLabel(project, image, path);
      zip.addFile(path, label.entry, { compress: false, mode: 0o100644 });
      entries.push({ name: label.entry, sha256: image.sha256, bytes });
      lines.push(`${JSON.stringify(label)}\n`);
      ellipses += label.ellipses.length;
      onProgress({
        done: index + 1,
        total: images.length,
        perSecond: null,
        remainingSeconds: null,
      });
    }
    const labels = Buffer.from(lines.join(''));
    entries.push({ name: labelsName, sha256: hashOf(labels), bytes: labels.length });
    zip.addBuffer(labels, labelsName, { mode: 0o100644 });
    const looks = archiveLooks(project, new Set(images.map(({ texture }) => texture)));
    const { uuid, events, hash } = projectHead(project.database);
    const manifest: ArchiveManifest = {
      format: archiveFormat,
      version: archiveVersion,
      project: uuid,
      history: { events, hash },
      at: project.now().toISOString(),
      entries,
      ...(looks.length === 0 ? {} : { looks: [...looks] }),
    };
    zip.addBuffer(Buffer.from(JSON.stringify(manifest)), manifestName, { mode: 0o100644 });
    zip.end();
    await writing;
    const handle = await open(temporary, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    const { size } = await stat(temporary);
    await nameDurably(temporary, file);
    return { file, images: images.length, ellipses, bytes: size };
  } catch (error) {
    await rm(temporary, { force: true });
    throw diskFull(error, dirname(file));
  }
}

async function chosenImages(
  { database }: OpenProject,
  { texture, verdict, images }: ExportChoice,
): Promise<readonly ExchangedImage[]> {
  const wanted = images === null ? null : new Set(images);
  const chosen: ExchangedImage[] = [];
  let after = 0;
  for (;;) {
    const rows = exchangedImagesAfter(database, after, chunkRows);
    const last = rows.at(-1);
    if (last === undefined) {
      return chosen;
    }
    chosen.push(
      ...rows.filter(
        (row) =>
          (texture === null || row.texture === texture) &&
          (verdict === null || row.verdict === verdict) &&
          (wanted === null || wanted.has(row.id)),
      ),
    );
    after = last.id;
    await new Promise((done) => setImmediate(done));
  }
}

async function checkedSize(path: string, image: ExchangedImage): Promise<number> {
  const sha256 = (await exists(path)) ? await fileSha256(path) : null;
  if (sha256 !== image.sha256) {
    throw new ExpectedFailure(
      'project-damaged',
      `${path} (${image.name}) ${sha256 === null ? 'is not there' : 'has changed since it was imported'}; nothing was written.`,
      'Run verify, and import the image again.',
    );
  }
  return (await stat(path)).size;
}

function archiveLabel(
  { database }: OpenProject,
  image: ExchangedImage,
  path: string,
): ArchiveLabel {
  const { name, texture, verdict, review, sha256 } = image;
  const { labelled, reviewed } = readLabel(database, image.id) ?? {};
  const ellipses = readEllipses(database, image.id);
  const notes = notesOfImage(database, image.id).map(({ ellipse, text, who, at }) => {
    const place = ellipses.findIndex(({ id }) => id === ellipse);
    return { ellipse: place === -1 ? null : place, text, who, at };
  });
  const mask = readMask(database, image.id);
  const ending = path.slice(path.lastIndexOf('.'));
  return {
    entry: `images/${sha256.slice(0, 2)}/${sha256}${ending}`,
    name,
    texture,
    verdict,
    review,
    ...(labelled === undefined ? {} : { labelled }),
    ...(reviewed === undefined ? {} : { reviewed }),
    ...(notes.length === 0 ? {} : { notes }),
    group: image.groupName,
    ellipses: ellipses.map(({ x, y, a, b, angle, origin, fitIou, proposal }) => ({
      ...{ x, y, a, b, angle, origin, fitIou },
      ...(proposal === undefined ? {} : { proposal }),
    })),
    ...(mask === null ? {} : { mask: [...mask] }),
  };
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function diskFull(error: unknown, folder: string): unknown {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC'
    ? new ExpectedFailure(
        'disk-full',
        `The disk that holds ${folder} is full; nothing was written.`,
        'Free some space, or export to another disk.',
      )
    : error;
}
