import { writeSync } from 'node:fs';
import { readNativeParts } from '../../../src-main/native-parts';
import { openProject } from '../../../src-main/services/project-service';
import { randomStream } from '../../../src-shared/dataset/random';
import { linesAfter, numberOf } from '../acknowledgements';
import { someGesture } from './some-gesture';

// A process that labels without end, to be killed: each line of its output is a gesture that it has been told is kept.

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
    someGesture(project, random, 5);
    for (const line of linesAfter(project, seq)) {
      seq = numberOf(line);
      writeSync(1, `${line}\n`);
    }
  }
}

const [, , folder = '', seed = '0'] = process.argv;
void labelForEver(folder, Number(seed));
