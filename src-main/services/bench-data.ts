import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { timeOf, type BenchPlace, type DataBench } from './bench-timing';
import { imagesPage } from './image-service';
import { importSource } from './import-service';
import { addEllipse } from './labelling-service';
import { createProject, type OpenProject } from './project-service';
import { addSample } from './sample-service';

/** Generated images, and how many files are made of each: generating takes longer than importing. */
const generated = 24;
const copies = 10;
const commits = 100;
const quiet = { onProgress: () => undefined, signal: { cancelled: false } };

/**
 * Import of one 512×512 image, reading, hashing, decoding, storing and its row: the mean over a folder, a project a run.
 * The memory is that of the process that holds the database, after a quarter of the last import and at its end.
 */
export const benchImport: DataBench = async (place, runs) => {
  const source = join(place.folder, 'import-source');
  await withProject(place, 'import-sample', async (project) => {
    const sample = { textures: 1, ok: generated, defective: 0, size: 512, seed: 1 };
    await addSample(project, sample, quiet);
    await copyDistinct(join(project.folder, 'images'), source);
  });
  const total = generated * copies;
  const times: number[] = [];
  let rssBytes = { early: 0, end: 0 };
  for (let run = 0; run < runs; run += 1) {
    await withProject(place, `import-${run}`, async (project) => {
      // Starts the decoders, which an import of one image alone would otherwise wait for.
      await addSample(project, { textures: 1, ok: 1, defective: 0, size: 64, seed: 2 }, quiet);
      let early = 0;
      const onProgress = ({ done }: { readonly done: number }): void => {
        if (early === 0 && done >= total / 4) early = process.memoryUsage().rss;
      };
      const request = { source, format: 'auto', texture: 'Bench' };
      const ms = await timeOf(() => importSource(project, request, { ...quiet, onProgress }));
      times.push(ms / total);
      rssBytes = { early, end: process.memoryUsage().rss };
    });
  }
  const fastest = Math.min(...times);
  return { times, more: { perSecond: 1000 / fastest, rssBytes } };
};

/** Gives each image several names with bytes of their own: what follows the end of a PNG is not looked at. */
async function copyDistinct(store: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  const files = readdirSync(store, { recursive: true }).map(String);
  for (const [number, file] of files.filter((name) => name.endsWith('.png')).entries()) {
    const bytes = readFileSync(join(store, file));
    for (let copy = 0; copy < copies; copy += 1) {
      const name = join(target, `${number}-${copy}.png`);
      await writeFile(name, Buffer.concat([bytes, Buffer.from(String(copy))]));
    }
  }
}

/** One ellipse drawn in a small project: its transaction with event, committed durably. */
export const benchLabelCommit: DataBench = (place, runs) =>
  withProject(place, 'label-commit', async (project) => {
    await addSample(project, { textures: 1, ok: 1, defective: 0, size: 64, seed: 2 }, quiet);
    const [image] = imagesPage(project, { textureId: null, verdict: null, text: '' }, 0, 1).rows;
    if (image === undefined) throw new Error('The benchmark has no image to label.');
    const times: number[] = [];
    for (let commit = 0; commit < Math.min(runs * commits, 900); commit += 1) {
      const shape = { x: 30, y: 30, a: 20, b: 10, angle: 0.5 };
      times.push(await timeOf(() => addEllipse(project, image.id, shape)));
    }
    return { times };
  });

async function withProject<T>(
  { folder, launcher, sqliteBinding }: BenchPlace,
  name: string,
  work: (project: OpenProject) => Promise<T>,
): Promise<T> {
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
