import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { NearestImage } from '../../src-shared/ipc/inspect-views';
import type { Progress } from '../../src-shared/ipc/views';
import { imageByHash } from '../database/image-queries';
import { sideImages, type SnapshotImage } from '../database/snapshot-queries';
import { storedImagePath } from '../decoder-process/image-paths';
import { foundInFiles } from '../deployment/decided-files';
import { imagePatches } from '../services/decided-patches';
import type { DecoderClient } from '../services/decoder-client';
import type { NamedFile } from '../services/image-files';
import { progressSince } from '../services/intake-loop';
import { imagesFolder, type OpenProject } from '../services/project-service';
import type { InspectingModel, TrialOfRun } from './inspecting-model';

/** Training images shown beside an inspected one. */
const mostShown = 8;

/** What a network makes of the training images of its trial: the features of each one's deciding patch, in a file. */
export interface TrainingFeatures {
  readonly file: string;
  /** F. */
  readonly length: number;
  /** In the order of the file's vectors. */
  readonly images: readonly { readonly image: SnapshotImage; readonly patch: number }[];
}

/** The images that a trial learned from, as it was frozen. */
export function trainingImages(
  { database }: OpenProject,
  { run, trial }: TrialOfRun,
): readonly SnapshotImage[] {
  return sideImages(database, run.seq, trial.trial, 'training');
}

/**
 * Reads the training images of a trial through its network, for {@link nearestImages}. Images that are in the project no
 * more, or cannot be read, are left out.
 *
 * @param folder for the file of features; outside of the project
 * @throws ExpectedFailure `cancelled` where it was stopped
 */
export async function readTrainingFeatures(
  project: OpenProject,
  decoder: DecoderClient,
  by: InspectingModel,
  origin: TrialOfRun,
  folder: string,
  hooks: {
    readonly onProgress: (progress: Progress) => void;
    readonly signal: { readonly cancelled: boolean };
  },
): Promise<TrainingFeatures> {
  const images = trainingImages(project, origin);
  const { model, imageScale } = by;
  const file = join(folder, `features-${model.sha256}.f32`);
  const handle = await open(file, 'w');
  const kept: { image: SnapshotImage; patch: number }[] = [];
  const byFile = new Map<string, SnapshotImage>();
  const started = Date.now();
  let length = 0;
  let done = 0;
  try {
    const ask = (path: string) =>
      decoder.call('deciding-features', { model, imageScale, file: path });
    const files = storedFiles(project, images, byFile);
    for await (const { file: read, found } of foundInFiles(files, by.processes, ask)) {
      if (hooks.signal.cancelled) throw new ExpectedFailure('cancelled', 'It was stopped.');
      const image = byFile.get(read.file);
      if (found !== null && image !== undefined && found.sha256 === image.sha256) {
        length = found.features.length;
        const { buffer, byteOffset, byteLength } = found.features;
        await handle.write(new Uint8Array(buffer, byteOffset, byteLength));
        kept.push({ image, patch: found.patch });
      }
      done += 1;
      hooks.onProgress(progressSince(started, done, images.length));
    }
  } finally {
    await handle.close();
  }
  return { file, length, images: kept };
}

/**
 * The training images whose deciding patch the network takes for most like that of a file: by the cosine between what
 * goes into the last layer for both, compared with every training image.
 */
export async function nearestImages(
  project: OpenProject,
  decoder: DecoderClient,
  by: InspectingModel,
  { file, length, images }: TrainingFeatures,
  inspected: string,
): Promise<readonly NearestImage[]> {
  const { model, imageScale, textures } = by;
  const { features } = await decoder.call('deciding-features', {
    ...{ model, imageScale, file: inspected },
  });
  const most = mostShown;
  const near = await decoder.call('nearest-features', { file, length, features, most });
  return near.flatMap(({ index, cosine }): NearestImage[] => {
    const known = images[index];
    if (known === undefined) return [];
    const { image, patch } = known;
    const { sha256, name, width, height, defective, ellipses } = image;
    const scale = { imageScale, patchSize: model.patchSize };
    const places = imagePatches(image, scale, new Array<number>(patch + 1).fill(0));
    const place = places[patch];
    if (place === undefined) throw new Error('A deciding patch is not in its grid.');
    return [
      {
        ...{ sha256, name, width, height, defective, ellipses },
        imageId: imageByHash(project.database, sha256)?.id ?? null,
        texture: textures[image.texture] ?? '',
        similarity: cosine,
        patch: { x: place.x, y: place.y, size: place.size },
      },
    ];
  });
}

async function* storedFiles(
  project: OpenProject,
  images: readonly SnapshotImage[],
  byFile: Map<string, SnapshotImage>,
): AsyncGenerator<NamedFile, void, undefined> {
  for (const image of images) {
    const stored = imageByHash(project.database, image.sha256);
    if (stored === null) continue;
    const file = storedImagePath(imagesFolder(project), image.sha256, stored.format);
    byFile.set(file, image);
    yield await Promise.resolve({ file, given: image.name });
  }
}
