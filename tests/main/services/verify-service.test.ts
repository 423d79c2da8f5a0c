import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { imageDetail, imageFile } from '../../../src-main/services/image-service';
import { addEllipse, setVerdict, undo } from '../../../src-main/services/labelling-service';
import { addSample } from '../../../src-main/services/sample-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { verifyProject } from '../../../src-main/services/verify-service';
import { quietly } from '../quiet-hooks';
import { temporaryProject } from '../temporary-project';

const shape = { x: 20, y: 20, a: 9, b: 4, angle: 1 };

async function sampled(): Promise<OpenProject> {
  const project = await temporaryProject();
  await addSample(project, { textures: 2, ok: 8, defective: 2, size: 64, seed: 3 }, quietly);
  addEllipse(project, 1, shape);
  addEllipse(project, 1, shape);
  undo(project);
  setVerdict(project, 2, 'unsure', false);
  return project;
}

test('a project that nobody tampered with has nothing to find', async () => {
  const heard: number[] = [];
  const report = await verifyProject(await sampled(), (images) => heard.push(images));
  expect(report).toEqual({ findings: [], images: 20 });
  expect(heard).toEqual([16, 20]);
});

test('each kind of damage is found and named', async () => {
  const project = await sampled();
  const file = (id: number): string => imageFile(project, imageDetail(project, id).sha256);
  rmSync(file(3));
  writeFileSync(file(4), 'spoilt');
  const other = await addSample(
    project,
    { textures: 1, ok: 1, defective: 0, size: 64, seed: 9 },
    quietly,
  );
  expect(other.added).toBe(1);
  writeFileSync(join(file(5), '..', `${'0'.repeat(64)}.png`), 'stray');
  project.database.exec(`
    UPDATE ellipses SET x = 21 WHERE image_id = 1;
    UPDATE tallies SET images = images + 1 WHERE texture_id = 2 AND verdict = 'ok';
    DROP TRIGGER events_refuse_update;
    UPDATE events SET who = 'nobody' WHERE seq = 7;
  `);
  const { findings } = await verifyProject(project);
  expect(findings.map(({ kind }) => kind)).toEqual([
    'history',
    'totals',
    'label',
    'image-missing',
    'image-changed',
    'stray-file',
  ]);
  expect(findings[0]?.message).toContain('event 7');
  expect(findings[3]?.message).toContain(file(3));
});
