import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  nextEllipseId,
  readEllipses,
  readLabel,
  writeLabel,
  type StoredEllipse,
} from '../../../src-main/database/label-queries';
import { exportLabels } from '../../../src-main/services/label-export-service';
import { looks, setLook } from '../../../src-main/services/look-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { plainLook } from '../../../src-shared/labelling/picture-look';
import { exported, taken } from '../exchange/exchange-steps';
import { quietly } from '../quiet-hooks';
import { importFrom } from '../services/checked-import';
import { temporaryFolder, temporaryProject } from '../temporary-project';
import { projectOf } from './labelled-project';

/** What is told of an ellipse beside its number. */
type Told = Omit<StoredEllipse, 'id'>;

const proposal = {
  ...{ run: 'r0001-teacher', trial: 2, score: 0.8125 },
  ...{ by: 'Kim', at: '2026-03-01T08:00:00.000Z' },
};
const at = { a: 6.25, b: 3.5, angle: 0.7 };
/** One ellipse of each origin, with what belongs to it. */
const all: readonly Told[] = [
  { x: 12, y: 10, ...at, origin: 'drawn', fitIou: null },
  { x: 32, y: 10, ...at, origin: 'imported', fitIou: null },
  { x: 52, y: 10, ...at, origin: 'fitted', fitIou: 0.90625 },
  { x: 12, y: 30, ...at, origin: 'generated', fitIou: null },
  { x: 32, y: 30, ...at, origin: 'inscribed', fitIou: null },
  { x: 52, y: 30, ...at, origin: 'accepted', fitIou: null, proposal },
  { x: 12, y: 50, ...at, origin: 'edited', fitIou: null, proposal: { ...proposal, score: 1 } },
];

async function provenProject(): Promise<OpenProject> {
  const project = await projectOf([[], []]);
  const { database } = project;
  const before = readLabel(database, 1);
  if (before === null) throw new Error('There is no image 1.');
  const first = nextEllipseId(database);
  const ellipses = all.map((ellipse, index) => ({ id: first + index, ...ellipse }));
  writeLabel(database, 1, before, { ...before, verdict: 'defective', ellipses });
  return project;
}

function toldOf(project: OpenProject): readonly Told[] {
  return readEllipses(project.database, 1).map(({ id: _id, ...ellipse }) => ellipse);
}

test.each(['csv', 'coco', 'labelme'])(
  'where each ellipse comes from, and who accepted a model’s proposal, comes back from %s',
  async (format) => {
    const out = join(temporaryFolder(), 'out');
    await exportLabels(await provenProject(), { out, format, withImages: true }, quietly);
    const again = await temporaryProject();
    expect(await importFrom(again, out)).toMatchObject({ added: 2, ellipses: 7, skipped: [] });
    expect(toldOf(again)).toEqual(all);
  },
);

test('where each ellipse comes from comes back from an archive, and looks come along to textures shown plainly', async () => {
  const project = await provenProject();
  const look = { ...plainLook, brightness: 12, gamma: 1.5, invert: true };
  setLook(project, 1, look);
  const file = await exported(project);
  const again = await temporaryProject();
  await taken(again, file);
  expect(toldOf(again)).toEqual(all);
  expect(looks(again)).toEqual([{ textureId: 1, look }]);

  const own = { ...plainLook, contrast: -20 };
  setLook(again, 1, own);
  await taken(again, file);
  expect(looks(again)).toEqual([{ textureId: 1, look: own }]);
});

test('an archive of images of other textures has nothing of a texture’s look', async () => {
  const project = await provenProject();
  project.database.exec(`INSERT INTO textures (name, position) VALUES ('bare', 9)`);
  setLook(project, 2, { ...plainLook, invert: true });
  const again = await temporaryProject();
  await taken(again, await exported(project));
  expect(looks(again)).toEqual([]);
});
