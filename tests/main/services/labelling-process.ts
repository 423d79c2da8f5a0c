import { writeSync } from 'node:fs';
import { eventsAfter } from '../../../src-main/database/event-queries';
import { readNativeParts } from '../../../src-main/native-parts';
import { imageDetail } from '../../../src-main/services/image-service';
import {
  addEllipse,
  deleteEllipses,
  redo,
  setVerdict,
  undo,
} from '../../../src-main/services/labelling-service';
import { openProject, type OpenProject } from '../../../src-main/services/project-service';
import { verdicts } from '../../../src-shared/dataset/label';
import { randomStream, type RandomStream } from '../../../src-shared/dataset/random';

// A process that labels without end, to be killed: each line of its output is a gesture that it has been told is kept.

function gesture(project: OpenProject, random: RandomStream): void {
  const imageId = 1 + random.integer(5);
  const { ellipses } = imageDetail(project, imageId);
  const [first] = ellipses;
  const choice = random.integer(10);
  if (choice === 0) {
    undo(project);
  } else if (choice === 1) {
    redo(project);
  } else if (choice === 2) {
    setVerdict(project, imageId, verdicts[random.integer(verdicts.length)] ?? 'ok', true);
  } else if (first !== undefined && (choice < 5 || ellipses.length > 20)) {
    deleteEllipses(project, imageId, [first.id]);
  } else {
    const [x, y] = [500 * random.uniform(), 500 * random.uniform()];
    addEllipse(project, imageId, { x, y, a: 1 + random.integer(90), b: 12, angle: x - y });
  }
}

async function labelForEver(folder: string, seed: number): Promise<void> {
  const project = await openProject(folder, {
    launcher: {
      launch: () => {
        throw new Error('Labelling needs no child process.');
      },
    },
    sqliteBinding: readNativeParts().sqliteBinding,
    author: 'labeller',
  });
  const random = randomStream(seed, 'labelling');
  let seq = eventsAfter(project.database, 0, 1_000_000).at(-1)?.seq ?? 0;
  for (;;) {
    gesture(project, random);
    for (const event of eventsAfter(project.database, seq, 1000)) {
      seq = event.seq;
      writeSync(1, `${event.seq} ${event.hash}\n`);
    }
  }
}

const [, , folder = '', seed = '0'] = process.argv;
void labelForEver(folder, Number(seed));
