import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { bundleManifestSchema } from '../../../src-shared/deployment/bundle-manifest';
import type { InspectChoice } from '../../../src-shared/ipc/inspect-views';
import { Inspection } from '../../../src-main/inspection/inspection';
import { inspectingModel } from '../../../src-main/inspection/inspecting-model';
import { trainingImages } from '../../../src-main/inspection/training-features';
import { readNativeParts } from '../../../src-main/native-parts';
import { imageFile } from '../../../src-main/services/image-service';
import type { Prediction } from '../../../src-main/services/prediction';
import { predictImages } from '../../../src-main/services/prediction-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { storedRun } from '../../../src-main/services/stored-run';
import { testLauncher } from '../child-processes';
import { grayPng } from '../made-images';
import { tablesHash } from '../tables-hash';

/** What `predict PROJECT` says, by TensorFlow. */
export async function predicted(
  project: OpenProject,
  run: string,
  images: readonly string[],
): Promise<readonly Prediction[]> {
  const found: Prediction[] = [];
  const { libraryFolders } = readNativeParts().tensorflow;
  await predictImages(
    project,
    { launcher: testLauncher(), libraryFolders },
    { run, trial: 1, images },
    {
      onModel: () => undefined,
      onPrediction: (prediction) => found.push(prediction),
      onFailure: () => undefined,
    },
  );
  return found;
}

async function begun(
  project: OpenProject,
  choice: InspectChoice,
  paths: readonly string[],
): Promise<Inspection> {
  const by = await inspectingModel(project, choice);
  const parts = { launcher: testLauncher(), onChange: () => undefined, report: fail };
  const inspection = new Inspection(project, parts, choice, by);
  inspection.add(paths);
  await expect
    .poll(() => inspection.view().state, { timeout: 60_000 })
    .not.toMatch(/listing|working/);
  return inspection;
}

function fail(error: unknown): never {
  throw error instanceof Error ? error : new Error(String(error));
}

/**
 * Inspects images with a student, and with its bundle: they decide as `predict` does, the teacher stands beside, and
 * nothing of the project is changed.
 *
 * @param folder where the images may be put
 * @param bundle of trial 1 of the run
 */
export async function expectInspection(
  project: OpenProject,
  { run, teacher, bundle }: { run: string; teacher: string; bundle: string },
  folder: string,
): Promise<void> {
  const stored = storedRun(project.database, run);
  const choice: InspectChoice = { kind: 'run', run, trial: 1 };
  const { origin } = await inspectingModel(project, choice);
  if (origin === null) throw new Error('A run is of its own project.');
  const training = trainingImages(project, origin);
  mkdirSync(folder);
  training.slice(0, 5).forEach(({ sha256 }, at) => {
    copyFileSync(imageFile(project, sha256), join(folder, `${at}.png`));
  });
  const sources = [folder];
  const said = await predicted(project, run, sources);
  const teacherSaid = await predicted(project, teacher, [join(folder, '0.png')]);
  const missing = join(folder, 'gone', 'x.png');
  writeFileSync(join(folder, '5-broken.png'), 'no image');
  writeFileSync(join(folder, '6-small.png'), await grayPng(1, 40, 40));
  const tables = tablesHash(project.database);
  const files = readdirSync(project.folder, { recursive: true }).length;

  const inspection = await begun(project, choice, [...sources, missing]);
  const { rows, total } = inspection.page('all', 0, 500);
  expect(total).toBe(8);
  expect(inspection.view()).toMatchObject({
    state: 'done',
    by: { run, trial: 1, kind: 'student', rule: { kind: 'any-defective-patch' } },
    counts: { all: 8, unreadable: 3, inspect: 0 },
  });
  const decided = rows.filter((row) => row.decided !== null);
  expect(decided.map(({ file, decided: by }) => [file, by?.texture, by?.verdict])).toEqual(
    said.map(({ image, texture, verdict }) => [image, texture, verdict]),
  );
  for (const [at, row] of decided.entries()) {
    expect(row.decided?.score).toBeCloseTo(said[at]?.score ?? NaN, 4);
    expect(inspection.image(row.id).patches.map(({ x, y, class: one }) => [x, y, one])).toEqual(
      said[at]?.patches.map(({ x, y, class: one }) => [x, y, one]),
    );
  }
  expect(
    inspection.page('unreadable', 0, 10).rows.map(({ name, reason }) => [name, reason]),
  ).toEqual([
    ['x.png', 'there is no such file or folder'],
    ['5-broken.png', expect.stringContaining('is not a PNG')],
    ['6-small.png', "is smaller than the model's patch of 48 pixels"],
  ]);

  const [first] = decided;
  const id = first?.id ?? -1;
  expect(await inspection.teacherOf(id)).toMatchObject({
    kind: 'decided',
    run: stored.teacherRun,
    decision: { verdict: teacherSaid[0]?.verdict, texture: teacherSaid[0]?.texture },
  });
  expect(await inspection.nearest(id)).toMatchObject({ kind: 'unread', images: training.length });
  await inspection.readTraining();
  const answer = await inspection.nearest(id);
  if (answer.kind !== 'found') throw new Error(`The training images are ${answer.kind}.`);
  // The inspected image is one of them, and is most like itself.
  expect(answer).toMatchObject({ among: training.length });
  expect(answer.nearest[0]?.sha256).toBe(training[0]?.sha256);
  expect(answer.nearest[0]?.similarity).toBeCloseTo(1, 5);
  const similarities = answer.nearest.map(({ similarity }) => similarity);
  expect(similarities).toEqual([...similarities].sort((one, other) => other - one));
  const thumbnail = await inspection.picture(first?.decided?.sha256 ?? '', false);
  expect(thumbnail?.startsWith(project.folder)).toBe(false);
  await inspection.close();

  const byBundle = await begun(project, { kind: 'bundle', path: bundle }, sources);
  expect(byBundle.page('all', 0, 500).rows.map((row) => row.decided)).toEqual(
    rows.filter(({ file }) => file !== missing).map((row) => row.decided),
  );
  expect(await byBundle.teacherOf(id)).toMatchObject({ kind: 'decided' });
  await byBundle.close();

  // A bundle of other weights has no training images here, whatever its run is called.
  const manifest = join(bundle, 'manifest.json');
  const text = readFileSync(manifest, 'utf8');
  const read = bundleManifestSchema.parse(JSON.parse(text));
  const weightsSha256 = '0'.repeat(64);
  writeFileSync(manifest, JSON.stringify({ ...read, run: { ...read.run, weightsSha256 } }));
  const foreign = await begun(project, { kind: 'bundle', path: bundle }, [join(folder, '0.png')]);
  writeFileSync(manifest, text);
  expect(await foreign.teacherOf(0)).toEqual({ kind: 'none', why: 'foreign-bundle' });
  expect(await foreign.nearest(0)).toEqual({ kind: 'none', why: 'foreign-bundle' });
  await foreign.close();

  expect(tablesHash(project.database)).toBe(tables);
  expect(readdirSync(project.folder, { recursive: true }).length).toBe(files);
}
