import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { forkLauncher } from '../../../src-main/children/fork-launcher';
import { readNativeParts } from '../../../src-main/native-parts';
import { backUp } from '../../../src-main/services/backup-service';
import { importSource } from '../../../src-main/services/import-service';
import {
  createProject,
  openProject,
  type OpenProject,
} from '../../../src-main/services/project-service';
import { changeImages } from '../../../src-main/services/many-images-service';
import { purgeExcluded } from '../../../src-main/services/purge-service';
import { restoreProject } from '../../../src-main/services/restore-service';
import { CheckpointFolder } from '../../../src-main/trainer-process/checkpoint';
import { randomStream, type RandomStream } from '../../../src-shared/dataset/random';
import { linesAfter, numberOf } from '../acknowledgements';
import { someGesture } from '../services/some-gesture';
import {
  acknowledgedFile,
  checkpointsOf,
  jobHash,
  projectOf,
  type Acknowledged,
} from './recorded-places';

// A process whose writes are recorded: it makes a project, imports, labels, purges, backs up, writes checkpoints,
// opens again and again, and restores; after each it writes down what it has been told is kept.

const [, , root = '', images = '', seed = '0'] = process.argv;
const deps = {
  launcher: forkLauncher(__dirname),
  sqliteBinding: readNativeParts().sqliteBinding,
  author: 'recorded',
};
const folder = projectOf(root);
const random = randomStream(Number(seed), 'recorded-work');

function acknowledge(what: Acknowledged): void {
  appendFileSync(acknowledgedFile(root), `${JSON.stringify(what)}\n`);
}

/** Acknowledges what came since the last time, in one line. */
function eventTeller(project: OpenProject): () => void {
  let seq = numberOf(linesAfter(project, 0).at(-1));
  return () => {
    const lines = linesAfter(project, seq);
    if (lines.length === 0) return;
    seq = numberOf(lines.at(-1));
    acknowledge({ kind: 'events', lines });
  };
}

async function importPart(project: OpenProject, part: string): Promise<void> {
  const request = { source: join(images, part), format: 'auto', texture: null };
  const onProgress = eventTeller(project);
  await importSource(project, request, { onProgress, signal: { cancelled: false } });
}

function label(project: OpenProject, gestures: number): void {
  const tell = eventTeller(project);
  for (let done = 0; done < gestures; done += 1) {
    someGesture(project, random, 30);
    tell();
  }
}

async function backUpNow({ folder: of, database, now }: OpenProject): Promise<void> {
  const { sqliteBinding } = deps;
  const { file } = await backUp({ folder: of, database, now, sqliteBinding });
  acknowledge({ kind: 'backup', file });
}

function writeCheckpoints(from: number, count: number, stream: RandomStream): void {
  const checkpoints = new CheckpointFolder(checkpointsOf(folder), jobHash);
  const tensors = (size: number) => [
    {
      name: 'block1_conv1/kernel',
      shape: [size],
      values: () => Float32Array.from({ length: size }, () => stream.uniform()),
    },
  ];
  for (let iteration = from; iteration < from + count; iteration += 1) {
    const model = { iteration, file: checkpoints.writeModel(iteration, tensors(700)) };
    checkpoints.write({ iteration, points: [], models: [model] }, tensors(1500));
    acknowledge({ kind: 'checkpoint', iteration });
  }
}

/** Excludes the images that no gesture is made on, and takes them out of the project with their files. */
async function purgeSome(project: OpenProject): Promise<void> {
  const tell = eventTeller(project);
  const hooks = { onProgress: tell, signal: { cancelled: false } };
  const selection = { kind: 'ids', imageIds: [41, 42, 43, 44, 45] } as const;
  await changeImages(project, selection, { kind: 'exclude', excluded: true }, hooks);
  tell();
  await purgeExcluded(project, hooks);
  tell();
}

async function work(): Promise<void> {
  let project = await createProject(folder, deps);
  acknowledge({ kind: 'created' });
  eventTeller(project)();
  await importPart(project, 'first');
  label(project, 20);
  await backUpNow(project);
  writeCheckpoints(1, 3, random);
  await project.close();

  project = await openProject(folder, deps);
  label(project, 10);
  const importing = importPart(project, 'second');
  label(project, 5);
  await importing;
  await purgeSome(project);
  await importPart(project, 'second');
  writeCheckpoints(4, 3, random);
  // So many that the journal is brought into the database while work goes on.
  label(project, 250);
  await Promise.all([backUpNow(project), Promise.resolve().then(() => label(project, 10))]);
  await project.close();

  acknowledge({ kind: 'restoring' });
  const { events } = await restoreProject(folder, null, deps);
  acknowledge({ kind: 'restored', events });
  project = await openProject(folder, deps);
  label(project, 10);
  await project.close();
}

void work();
