import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { randomStream, type RandomStream } from '../../src-shared/dataset/random';
import type { Verdict } from '../../src-shared/dataset/label';
import type { ImageFilter } from '../../src-shared/ipc/views';
import { timeOf, type BenchPlace, type DataBench, type Measured } from './bench-timing';
import { imageHistory } from './image-history';
import { ImageIntake, type PreparedImage } from './image-intake';
import { searchNeighbours, searchPage } from './image-search';
import { imageDetail } from './image-service';
import { addEllipse, undo } from './labelling-service';
import { createProject, openProject, projectSummary, type OpenProject } from './project-service';
import { timeStatements } from './statement-times';

// One project of rows without files, made once a bench: paging and labelling never open an image.

const images = 100_000;
/** Every image of three has nine: 300,000 in all. */
const ellipsesOfDefective = 9;
const textures = 6;
const pageRows = 200;
const everything: ImageFilter = { textureId: null, verdict: null, text: '' };

/** Opening the project, up to its first page. */
export const benchOpen: DataBench = async (place, runs) => {
  const folder = await largeProject(place);
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    let project: OpenProject | null = null;
    const ms = await timeOf(async () => {
      project = await openProject(folder, deps(place));
      projectSummary(project);
      await searchPage(project, everything, 0, pageRows);
    });
    times.push(ms);
    await closeAfter(project);
  }
  return { times };
};

/** A page at any place, of all images. */
export const benchPages: DataBench = (place, runs) =>
  withLarge(place, async (project, random) => {
    const times: number[] = [];
    for (let page = 0; page < runs * 50; page += 1) {
      times.push(await timeOf(() => pageAt(project, everything, random.integer(images))));
    }
    return { times };
  });

/** A page at any place under each filter there is but for parts of names, and in each order. */
export const benchFilters: DataBench = (place, runs) =>
  withLarge(place, async (project, random) => {
    const times: number[] = [];
    for (let run = 0; run < runs * 5; run += 1) {
      for (const filter of filters(project)) {
        const { total } = await pageAt(project, filter, 0);
        const at = random.integer(Math.max(1, total));
        times.push(await timeOf(() => pageAt(project, filter, at)));
      }
    }
    return { times };
  });

/** A page of the images that a part of their names asks for: all of them, a sixth, a hundredth, one, none. */
export const benchSearch: DataBench = (place, runs) =>
  withLarge(place, async (project) => {
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      for (const text of ['bench', 'Class3', '42.png', '012345', 'scratch']) {
        times.push(await timeOf(() => pageAt(project, { ...everything, text }, 0)));
      }
    }
    return { times };
  });

/** One ellipse drawn on any image: its transaction with event, committed durably. */
export const benchLabelCommit: DataBench = (place, runs) =>
  withLarge(place, async (project, random) => {
    const times: number[] = [];
    for (let commit = 0; commit < Math.min(runs * 100, 900); commit += 1) {
      const image = 1 + random.integer(images);
      const shape = { x: 512 * random.uniform(), y: 100, a: 20, b: 10, angle: 0.5 };
      times.push(await timeOf(() => addEllipse(project, image, shape)));
    }
    return { times };
  });

/** The longest single statement of all that a user does with the project: while it runs, main's loop stands still. */
export const benchStatements: DataBench = async (place, runs) => {
  const folder = await largeProject(place);
  const project = await openProject(folder, deps(place));
  try {
    const statements = timeStatements(project.database);
    const random = randomStream(2, 'bench');
    for (let run = 0; run < runs; run += 1) {
      projectSummary(project);
      for (const filter of [...filters(project), { ...everything, text: '42.png' }]) {
        const { total, rows } = await pageAt(project, filter, 0);
        await pageAt(project, filter, random.integer(Math.max(1, total)));
        const image = rows[random.integer(Math.max(1, rows.length))];
        if (image !== undefined) await searchNeighbours(project, image.id, filter);
      }
      for (let gesture = 0; gesture < 20; gesture += 1) {
        const image = 1 + random.integer(images);
        imageDetail(project, image);
        addEllipse(project, image, { x: 100, y: 100, a: 20, b: 10, angle: 0.5 });
        imageHistory(project, image);
        if (gesture % 2 === 1) undo(project);
      }
    }
    const longest = statements.reduce((most, one) => (one.ms > most.ms ? one : most));
    return {
      times: statements.map(({ ms }) => ms),
      more: { longest: longest.sql.replace(/\s+/g, ' ') },
    };
  } finally {
    await project.close();
  }
};

function filters(project: OpenProject): readonly ImageFilter[] {
  const [texture] = projectSummary(project).textures;
  const textureId = texture?.id ?? null;
  const verdicts: readonly Verdict[] = ['ok', 'defective', 'unsure'];
  return [
    everything,
    { ...everything, textureId },
    ...verdicts.flatMap((verdict) => [
      { ...everything, verdict },
      { ...everything, textureId, verdict },
    ]),
    { ...everything, excluded: true },
    { ...everything, order: 'newest' },
    { ...everything, order: 'name' },
    { ...everything, order: 'name', textureId },
    { ...everything, order: 'name', textureId, verdict: 'unsure' },
    { ...everything, review: 'unreviewed' },
    { ...everything, review: 'disputed', order: 'newest' },
    { ...everything, labeller: 'bench', order: 'name' },
    { ...everything, textureId, dates: { of: 'labelled', from: null, before: null } },
  ];
}

function pageAt(
  project: OpenProject,
  filter: ImageFilter,
  offset: number,
): ReturnType<typeof searchPage> {
  return searchPage(project, filter, offset, pageRows);
}

function deps({ launcher, sqliteBinding }: BenchPlace): Parameters<typeof openProject>[1] {
  return { launcher, sqliteBinding, author: 'bench' };
}

async function closeAfter(project: OpenProject | null): Promise<void> {
  await project?.close();
}

async function withLarge(
  place: BenchPlace,
  work: (project: OpenProject, random: RandomStream) => Promise<Measured>,
): Promise<Measured> {
  const project = await openProject(await largeProject(place), deps(place));
  try {
    return await work(project, randomStream(1, 'bench'));
  } finally {
    await project.close();
  }
}

/** The project of this bench, made by the first who asks. */
async function largeProject(place: BenchPlace): Promise<string> {
  const folder = join(place.folder, 'large');
  if (existsSync(folder)) {
    return folder;
  }
  const project = await createProject(folder, deps(place));
  try {
    const intake = new ImageIntake(project, { path: 'bench', format: 'bench' });
    const random = randomStream(3, 'bench');
    for (let first = 0; first < images; first += 500) {
      const batch = Array.from({ length: 500 }, (_, index) => image(first + index, random));
      intake.commit(
        batch.map((one) => ({ stored: one.stored, image: one, skipped: [], poorFits: [] })),
      );
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    await project.close();
  }
  return folder;
}

function image(index: number, random: RandomStream): PreparedImage {
  const texture = `Class${1 + (index % textures)}`;
  const verdict = index % 3 === 0 ? 'defective' : index % 50 === 1 ? 'unsure' : 'ok';
  const count = verdict === 'defective' ? ellipsesOfDefective : 0;
  return {
    stored: {
      sha256: createHash('sha256').update(`bench ${index}`).digest('hex'),
      format: 'png',
      bytes: 1,
      width: 512,
      height: 512,
      channels: 1,
      bitDepth: 8,
      created: false,
    },
    name: `bench/${texture}/${String(index).padStart(6, '0')}.png`,
    texture,
    verdict,
    ellipses: Array.from({ length: count }, () => ({
      shape: {
        x: 512 * random.uniform(),
        y: 512 * random.uniform(),
        a: 5 + 40 * random.uniform(),
        b: 5 + 20 * random.uniform(),
        angle: 3 * random.uniform(),
      },
      origin: 'imported' as const,
      fitIou: null,
    })),
  };
}
