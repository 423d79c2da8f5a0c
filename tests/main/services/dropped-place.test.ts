import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { droppedPlace } from '../../../src-main/services/dropped-place';
import { temporaryFolder, temporaryProject } from '../temporary-project';

it('says as what a thing that was dropped can be used', async () => {
  const folder = join(temporaryFolder(), 'line4');
  mkdirSync(folder);
  writeFileSync(join(folder, 'a.png'), '');
  writeFileSync(join(folder, 'all.ZIP'), '');
  const project = await temporaryProject();

  expect(await droppedPlace(folder)).toEqual({ kind: 'folder', path: folder });
  expect(await droppedPlace(join(folder, 'a.png'))).toEqual({ kind: 'folder', path: folder });
  expect(await droppedPlace(join(folder, 'all.ZIP'))).toEqual({
    kind: 'archive',
    path: join(folder, 'all.ZIP'),
  });
  expect(await droppedPlace(project.folder)).toEqual({ kind: 'project', path: project.folder });
  expect(await droppedPlace(join(folder, 'gone'))).toBe(null);
});
