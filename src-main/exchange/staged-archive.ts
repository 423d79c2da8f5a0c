import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredImage } from '../decoder-process/decoder-calls';
import type { DecoderClient } from '../services/decoder-client';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { lengthsProblem } from '../../src-shared/labelling/pixel-edges';
import { ellipseProblem } from '../importers/ellipse-problem';
import {
  imageHashOf,
  labelSchema,
  labelsName,
  manifestName,
  manifestSchema,
  parseForeignJson,
  type ArchiveLabel,
  type ArchiveLook,
  type ArchiveManifest,
} from './archive-format';
import { badArchive, type OpenArchive } from './archive-reader';

/** An image of an archive that lies unpacked and verified in the staging folder. */
export interface StagedImage {
  readonly path: string;
  readonly inspected: Omit<StoredImage, 'created'>;
  readonly label: ArchiveLabel;
}

/** What an archive holds, unpacked and verified. */
export interface StagedArchive {
  readonly images: readonly StagedImage[];
  readonly looks: readonly ArchiveLook[];
}

/**
 * Unpacks an archive into a staging folder and verifies all of it: the manifest against the entries, every hash, every
 * label, and that every image can be read. The project is not touched.
 *
 * @throws ExpectedFailure `bad-input` at the first thing that is wrong.
 */
export async function stageArchive(
  file: string,
  archive: OpenArchive,
  staging: string,
  decoder: DecoderClient,
  onStaged: (done: number, total: number) => void,
): Promise<StagedArchive> {
  const manifest = await readManifest(file, archive);
  const declared = new Map(manifest.entries.map((entry) => [entry.name, entry]));
  const present = archive.names.filter((name) => name !== manifestName);
  if (declared.size !== manifest.entries.length) {
    throw badArchive(file, 'its manifest names an entry twice');
  }
  const stray = present.find((name) => !declared.has(name));
  if (stray !== undefined) throw badArchive(file, `${stray} is not in its manifest`);
  const there = new Set(present);
  const missing = [...declared.keys()].find((name) => !there.has(name));
  if (missing !== undefined) throw badArchive(file, `${missing} of its manifest is missing`);

  const labels = await readLabels(file, archive, declared.get(labelsName)?.sha256 ?? null);
  const images = present.filter((name) => name !== labelsName);
  if (labels.size !== images.length) {
    throw badArchive(file, `it has ${images.length} images and ${labels.size} labels`);
  }
  await mkdir(staging, { recursive: true });
  const staged: StagedImage[] = [];
  for (const name of images) {
    const label = labels.get(name);
    const sha256 = declared.get(name)?.sha256;
    if (label === undefined || sha256 === undefined) {
      throw badArchive(file, `${name} has no label`);
    }
    const path = join(staging, String(staged.length));
    const found = await archive.extract(name, path);
    if (found !== sha256 || imageHashOf(name) !== found) {
      throw badArchive(file, `${name} does not have the hash of the manifest`);
    }
    staged.push(await inspectStaged(file, path, name, label, decoder));
    onStaged(staged.length, images.length);
  }
  return { images: staged, looks: manifest.looks ?? [] };
}

async function readManifest(file: string, archive: OpenArchive): Promise<ArchiveManifest> {
  const { bytes } = await archive.read(manifestName);
  const parsed = manifestSchema.safeParse(foreign(file, manifestName, bytes.toString('utf8')));
  if (!parsed.success) {
    throw badArchive(file, `${manifestName}: ${issueText(parsed.error)}`);
  }
  return parsed.data;
}

/** Labels by the name of their image's entry. */
async function readLabels(
  file: string,
  archive: OpenArchive,
  sha256: string | null,
): Promise<ReadonlyMap<string, ArchiveLabel>> {
  const { bytes, sha256: found } = await archive.read(labelsName);
  if (found !== sha256) {
    throw badArchive(file, `${labelsName} does not have the hash of the manifest`);
  }
  const labels = new Map<string, ArchiveLabel>();
  for (const [index, line] of bytes.toString('utf8').split('\n').entries()) {
    if (line === '') continue;
    const place = `${labelsName}, line ${index + 1}`;
    const parsed = labelSchema.safeParse(foreign(file, place, line));
    if (!parsed.success) {
      throw badArchive(file, `${place}: ${issueText(parsed.error)}`);
    }
    const { entry, verdict, ellipses } = parsed.data;
    if ((verdict === 'ok' || verdict === 'unlabelled') && ellipses.length > 0) {
      throw badArchive(file, `${place}: an image that is ${verdict} has no ellipses`);
    }
    if (labels.has(entry)) throw badArchive(file, `${place} labels ${entry} once more`);
    labels.set(entry, parsed.data);
  }
  return labels;
}

async function inspectStaged(
  file: string,
  path: string,
  name: string,
  label: ArchiveLabel,
  decoder: DecoderClient,
): Promise<StagedImage> {
  try {
    const inspected = await decoder.inspect(path);
    const problem = label.ellipses
      .map((shape) => ellipseProblem(shape, inspected.width, inspected.height))
      .find((found) => found !== null);
    if (problem !== undefined) {
      throw badArchive(file, `an ellipse of ${name} ${String(problem)}`);
    }
    const wrongMask = lengthsProblem(label.mask ?? [], inspected.width * inspected.height);
    if (wrongMask !== null) throw badArchive(file, `the mask of ${name} ${wrongMask}`);
    return { path, inspected, label };
  } catch (error) {
    if (error instanceof ExpectedFailure && error.failure.next === '') {
      // The decoder's sentence is the reason alone.
      throw badArchive(file, `${name} ${error.failure.message}`);
    }
    throw error;
  }
}

function foreign(file: string, place: string, text: string): unknown {
  try {
    return parseForeignJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw badArchive(file, `${place}: ${error.message}`);
    throw error;
  }
}

function issueText(error: {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}): string {
  const [issue] = error.issues;
  return issue === undefined
    ? 'it is not as it should be'
    : `${issue.path.join('.')} ${issue.message}`;
}
