import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyEventChain } from '../../../src-main/database/event-queries';
import { imageFile, imagesPage } from '../../../src-main/services/image-service';
import { importSource } from '../../../src-main/services/import-service';
import { batchSize } from '../../../src-main/services/intake-loop';
import { createProject, openProject } from '../../../src-main/services/project-service';
import { randomStream } from '../../../src-shared/dataset/random';
import { childrenFolder } from '../child-processes';
import { grayPng, writeTo } from '../made-images';
import { quietly } from '../quiet-hooks';
import { storedFiles } from '../stored-files';
import { temporaryFolder, testDeps } from '../temporary-project';

const count = 160;

test('an import that is killed leaves whole batches with their files, and can be taken up again', async () => {
  const folder = temporaryFolder();
  const source = join(folder, 'images');
  for (let i = 0; i < count; i += 1) writeTo(join(source, `${i}.png`), await grayPng(i));
  const random = randomStream(20260102, 'kill');
  const found: number[] = [];
  for (let kill = 0; kill < 4; kill += 1) {
    const path = join(folder, `${kill}.ellipsight`);
    await (await createProject(path, testDeps())).close();
    const cli = spawn(
      process.execPath,
      [join(childrenFolder(), 'cli.js'), 'import', path, source],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    // The first word of progress comes with the first batch; from there on at any moment.
    await Promise.race([once(cli.stderr, 'data'), once(cli, 'exit')]);
    await new Promise((resolve) => setTimeout(resolve, random.integer(300)));
    const exited = once(cli, 'exit');
    if (cli.exitCode === null) {
      cli.kill('SIGKILL');
      await exited;
    }

    const project = await openProject(path, testDeps());
    const { total, rows } = imagesPage(
      project,
      { textureId: null, verdict: null, text: '' },
      0,
      500,
    );
    found.push(total);
    expect(total % batchSize).toBe(0);
    for (const { sha256 } of rows) {
      const bytes = readFileSync(imageFile(project, sha256));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
    expect(project.database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(await verifyEventChain(project.database)).toBe(null);
    const again = await importSource(project, { source, format: 'auto', texture: null }, quietly);
    expect(again).toMatchObject({ added: count - total, known: total, skipped: [] });
    expect(storedFiles(project)).toHaveLength(count);
    await project.close();
  }
  console.log(`killed after ${found.join(', ')} of ${count} images`);
});
