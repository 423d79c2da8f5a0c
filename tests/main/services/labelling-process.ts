import { writeSync } from 'node:fs';
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
import { linesAfter, numberOf } from '../acknowledgements';

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
  let seq = numberOf(linesAfter(project, 0).at(-1));
  for (;;) {
    gesture(project, random);
    for (const line of linesAfter(project, seq)) {
      seq = numberOf(line);
      writeSync(1, `${line}\n`);
    }
  }
}

const [, , folder = '', seed = '0'] = process.argv;
void labelForEver(folder, Number(seed));
