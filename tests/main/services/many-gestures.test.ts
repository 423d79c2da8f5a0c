import process from 'node:process';
import { expect, test } from 'vitest';
import { verifyEventChain } from '../../../src-main/database/event-queries';
import { readLabel, type ImageLabel } from '../../../src-main/database/label-queries';
import { imageDetail } from '../../../src-main/services/image-service';
import {
  addEllipses,
  changeEllipses,
  deleteEllipses,
  redo,
  setVerdict,
  undo,
} from '../../../src-main/services/labelling-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { randomStream, type RandomStream } from '../../../src-shared/dataset/random';
import { verdicts } from '../../../src-shared/dataset/label';
import type { Ellipse } from '../../../src-shared/labelling/ellipse';
import { seedImages } from '../seeded-images';
import { reopened, temporaryProject } from '../temporary-project';

const gestures = Number(process.env['ELLIPSIGHT_GESTURES'] ?? 60);
const restarts = 5;
const images = 4;
const seed = Number(process.env['ELLIPSIGHT_SEED'] ?? Date.now() % 1_000_000);

function anyShape(random: RandomStream): Ellipse {
  const [x, y] = [500 * random.uniform(), 500 * random.uniform()];
  const [a, b] = [0.5 + 80 * random.uniform(), 0.5 + 80 * random.uniform()];
  return { x, y, a, b, angle: 8 * random.uniform() - 4 };
}

/** One gesture of any kind that the window makes. */
function makeGesture(project: OpenProject, random: RandomStream): void {
  const imageId = 1 + random.integer(images);
  const ellipses = imageDetail(project, imageId).ellipses;
  const some = ellipses.filter(() => random.uniform() < 0.5);
  const choice = random.integer(8);
  if (choice < 4 || some.length === 0) {
    const shapes = Array.from({ length: 1 + random.integer(3) }, () => anyShape(random));
    addEllipses(project, imageId, shapes);
  } else if (choice < 6) {
    const changes = some.map(({ id }) => ({ ellipseId: id, shape: anyShape(random) }));
    changeEllipses(project, imageId, changes);
  } else if (choice === 6) {
    const ids = some.map(({ id }) => id);
    deleteEllipses(project, imageId, ids);
  } else {
    setVerdict(project, imageId, verdicts[random.integer(verdicts.length)] ?? 'ok', true);
  }
}

function labels({ database }: OpenProject): readonly (ImageLabel | null)[] {
  return Array.from({ length: images }, (_, index) => readLabel(database, index + 1));
}

/** Does something until it says that there is nothing more to do, with restarts spread over it. */
async function toTheEnd(
  project: OpenProject,
  step: (open: OpenProject) => { readonly gesture: number | null },
): Promise<{ readonly project: OpenProject; readonly steps: number }> {
  const each = Math.ceil(gestures / (restarts + 1));
  let open = project;
  let steps = 0;
  while (step(open).gesture !== null) {
    steps += 1;
    if (steps % each === 0) open = await reopened(open);
  }
  return { project: open, steps };
}

test(
  `${gestures} random gestures are undone to the start and done again to the end, across ${restarts} restarts each`,
  { timeout: 60_000 + gestures * 200 },
  async () => {
    const random = randomStream(seed, 'gestures');
    let project = await temporaryProject();
    seedImages(project, new Array(images).fill({ texture: 'felt', verdict: 'unlabelled' }));
    const start = labels(project);
    for (let made = 0; made < gestures; made += 1) {
      makeGesture(project, random);
      if (made % Math.ceil(gestures / (restarts + 1)) === 0) project = await reopened(project);
    }
    const end = labels(project);
    expect(end).not.toEqual(start);

    const back = await toTheEnd(project, undo);
    expect(labels(back.project)).toEqual(start);
    const forth = await toTheEnd(back.project, redo);
    expect(labels(forth.project)).toEqual(end);
    expect(forth.steps).toBe(back.steps);
    // A verdict that an image has already is no gesture; nearly all are.
    expect(back.steps).toBeGreaterThan(0.8 * gestures);
    expect(await verifyEventChain(forth.project.database)).toBe(null);
    console.log(
      `${gestures} random gestures: ${back.steps} undone to the start and done again, ${restarts} restarts each way (seed ${seed})`,
    );
  },
);
