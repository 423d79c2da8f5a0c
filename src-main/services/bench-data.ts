import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { randomStream } from '../../src-shared/dataset/random';
import type { ChildLauncher } from '../children/child-channel';
import { insertImage } from '../database/image-queries';
import { insertSource, insertTexture } from '../database/project-queries';
import { inTransaction } from '../database/sqlite-failure';
import { searchPage } from './image-search';
import { imagesPage } from './image-service';
import { importSource } from './import-service';
import { addEllipse } from './labelling-service';
import { createProject, type OpenProject } from './project-service';
import { addSample } from './sample-service';

/** Where a benchmark may make its projects, and with what. */
export interface BenchPlace {
  readonly folder: string;
  readonly launcher: ChildLauncher;
  readonly sqliteBinding: string;
}

/** Returns one time an entry, milliseconds. */
export type DataBench = (place: BenchPlace, runs: number) => Promise<readonly number[]>;

const importedImages = 24;
const commits = 100;
const rows = 100_000;
const pages = 50;
const pageRows = 200;
const quiet = { onProgress: () => undefined, signal: { cancelled: false } };

/** Import of one 512×512 image, hashing, decoding, storing and its row: the mean over a folder, a project a run. */
export async function benchImport(place: BenchPlace, runs: number): Promise<readonly number[]> {
  await withProject(place, 'import-sample', async (project) => {
    const sample = { textures: 1, ok: importedImages, defective: 0, size: 512, seed: 1 };
    await addSample(project, sample, quiet);
  });
  const images = join(place.folder, 'import-sample', 'images');
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    await withProject(place, `import-${run}`, async (project) => {
      // Starts the decoders, which an import of one image alone would otherwise wait for.
      await addSample(project, { textures: 1, ok: 1, defective: 0, size: 64, seed: 2 }, quiet);
      const start = performance.now();
      await importSource(project, { source: images, format: 'auto', texture: 'Bench' }, quiet);
      times.push((performance.now() - start) / importedImages);
    });
  }
  return times;
}

/** One ellipse drawn: its transaction with event, committed durably. */
export async function benchLabelCommit(
  place: BenchPlace,
  runs: number,
): Promise<readonly number[]> {
  return withProject(place, 'label-commit', async (project) => {
    insertRows(project, 1);
    const [image] = imagesPage(project, allImages, 0, 1).rows;
    if (image === undefined) throw new Error('The benchmark has no image to label.');
    const times: number[] = [];
    for (let commit = 0; commit < Math.min(runs * commits, 900); commit += 1) {
      const start = performance.now();
      addEllipse(project, image.id, { x: 100, y: 100, a: 20, b: 10, angle: 0.5 });
      times.push(performance.now() - start);
    }
    return times;
  });
}

/** One page of a project of 100,000 images, at places all over it. */
export async function benchPages(place: BenchPlace, runs: number): Promise<readonly number[]> {
  return withProject(place, 'page-100k', async (project) => {
    insertRows(project, rows);
    const random = randomStream(1, 'bench-pages');
    const times: number[] = [];
    for (let page = 0; page < runs * pages; page += 1) {
      const offset = random.integer(rows - pageRows);
      const start = performance.now();
      imagesPage(project, allImages, offset, pageRows);
      times.push(performance.now() - start);
    }
    return times;
  });
}

/** One page of 100,000 images that a part of their names asks for: all of them, a hundredth, one, none. */
export async function benchSearch(place: BenchPlace, runs: number): Promise<readonly number[]> {
  return withProject(place, 'search-100k', async (project) => {
    insertRows(project, rows);
    const times: number[] = [];
    for (let page = 0; page < runs * 4; page += 1) {
      const text = ['bench', '42.png', '012345', 'scratch'][page % 4] ?? '';
      const start = performance.now();
      await searchPage(project, { ...allImages, text }, 0, pageRows);
      times.push(performance.now() - start);
    }
    return times;
  });
}

const allImages = { textureId: null, verdict: null, text: '' };

/** Rows without files: paging and labelling never open an image. */
function insertRows(project: OpenProject, count: number): void {
  const { database } = project;
  inTransaction(database, () => {
    const at = project.now().toISOString();
    const sourceId = insertSource(database, { path: 'bench', format: 'bench', at });
    const textureId = insertTexture(database, 'Bench');
    for (let index = 0; index < count; index += 1) {
      insertImage(database, {
        sha256: createHash('sha256').update(`bench ${index}`).digest('hex'),
        format: 'png',
        bytes: 1,
        name: `bench/${String(index).padStart(6, '0')}.png`,
        width: 512,
        height: 512,
        channels: 1,
        bitDepth: 8,
        textureId,
        verdict: 'ok',
        review: 'labelled',
        sourceId,
        addedAt: at,
      });
    }
  });
}

async function withProject<T>(
  place: BenchPlace,
  name: string,
  work: (project: OpenProject) => Promise<T>,
): Promise<T> {
  const { launcher, sqliteBinding, folder } = place;
  const project = await createProject(join(folder, name), {
    launcher,
    sqliteBinding,
    author: 'bench',
  });
  try {
    return await work(project);
  } finally {
    await project.close();
  }
}
