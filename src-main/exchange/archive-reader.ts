import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { saidFailure } from '../../src-shared/sentences/english';
import { entryLimit, entryNameProblem, imageHashOf, maxEntries } from './archive-format';

/** An archive whose list of entries has been checked. */
export interface OpenArchive {
  readonly names: readonly string[];
  /** An entry's bytes with their SHA-256. @throws ExpectedFailure `bad-input` */
  read(name: string): Promise<{ readonly bytes: Buffer; readonly sha256: string }>;
  /** Unpacks an entry, and gives its SHA-256. @throws ExpectedFailure `bad-input` */
  extract(name: string, to: string): Promise<string>;
  close(): void;
}

/** The failure of an archive that is not to be trusted; nothing has been taken from it. */
export function badArchive(file: string, reason: string): ExpectedFailure {
  return saidFailure('bad-input', 'archiveUnusable', { file, reason });
}

/**
 * Opens an archive and looks at every entry of its list, before anything is unpacked.
 *
 * @throws ExpectedFailure `bad-input` with the entry and the reason.
 */
export async function openArchive(file: string): Promise<OpenArchive> {
  const zip = await attempt(file, () =>
    openPromise(file, { autoClose: false, strictFileNames: true, validateEntrySizes: true }),
  );
  try {
    const entries = await attempt(file, () => checkedEntries(file, zip));
    const entry = (name: string): Entry => {
      const found = entries.get(name);
      if (found === undefined) throw badArchive(file, `${name} is missing`);
      return found;
    };
    return {
      names: [...entries.keys()],
      read: (name) => attempt(file, () => readEntry(file, zip, entry(name))),
      extract: (name, to) => attempt(file, () => extractEntry(file, zip, entry(name), to)),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

/** The reader's own errors are about the archive; those of the system and ours are not. */
async function attempt<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'EISDIR') {
      throw saidFailure('not-found', 'noArchive', { file });
    }
    if (code === 'ENOSPC') {
      throw saidFailure('disk-full', 'archiveDiskFull');
    }
    const ofSystem = typeof code === 'string' && !code.startsWith('Z_') && code.startsWith('E');
    if (error instanceof ExpectedFailure || !(error instanceof Error) || ofSystem) {
      throw error;
    }
    throw badArchive(file, error.message.replace(/\.$/, ''));
  }
}

async function checkedEntries(file: string, zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > maxEntries) {
    throw badArchive(file, `it has ${zip.entryCount} entries; at most ${maxEntries} are read`);
  }
  const entries = new Map<string, Entry>();
  const inLowerCase = new Set<string>();
  let packed = 0;
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName;
    packed += entry.compressedSize;
    const problem =
      entryNameProblem(name) ??
      (inLowerCase.has(name.toLowerCase()) ? 'is in it twice' : null) ??
      entryProblem(entry) ??
      (packed > zip.fileSize ? 'overlaps another entry' : null);
    if (problem !== null) {
      throw badArchive(file, `${JSON.stringify(name.slice(0, 200))} ${problem}`);
    }
    inLowerCase.add(name.toLowerCase());
    entries.set(name, entry);
  }
  return entries;
}

const symbolicLink = 0o120000;
const fileTypeMask = 0o170000;

function entryProblem(entry: Entry): string | null {
  const { fileName, uncompressedSize, compressedSize, compressionMethod } = entry;
  const type = (entry.externalFileAttributes >>> 16) & fileTypeMask;
  if (type === symbolicLink) return 'is a symbolic link';
  if (type !== 0 && type !== 0o100000) return 'is not a regular file';
  if (entry.isEncrypted()) return 'is encrypted';
  if (compressionMethod !== 0 && compressionMethod !== 8) return 'is packed in an unknown way';
  if (uncompressedSize > entryLimit(fileName)) {
    return `says it has ${uncompressedSize} bytes; at most ${entryLimit(fileName)} are read`;
  }
  // Images are stored as they are, so that none can grow while it is unpacked.
  if (
    imageHashOf(fileName) !== null &&
    (compressionMethod !== 0 || compressedSize !== uncompressedSize)
  ) {
    return 'is an image and yet packed';
  }
  return null;
}

/** Streams an entry after comparing its two names: what stands before the data may lie. */
async function pour(file: string, zip: ZipFile, entry: Entry, into: Writable): Promise<string> {
  const local = await zip.readLocalFileHeaderPromise(entry, { minimal: false });
  if (local.fileName.toString('utf8') !== entry.fileName) {
    throw badArchive(file, `${entry.fileName} has another name before its data`);
  }
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(await zip.openReadStreamPromise(entry), hashing, into);
  return hash.digest('hex');
}

async function readEntry(
  file: string,
  zip: ZipFile,
  entry: Entry,
): Promise<{ readonly bytes: Buffer; readonly sha256: string }> {
  const chunks: Buffer[] = [];
  const collect = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  const sha256 = await pour(file, zip, entry, collect);
  return { bytes: Buffer.concat(chunks), sha256 };
}

async function extractEntry(file: string, zip: ZipFile, entry: Entry, to: string): Promise<string> {
  return pour(file, zip, entry, createWriteStream(to, { flags: 'wx', mode: 0o600 }));
}
