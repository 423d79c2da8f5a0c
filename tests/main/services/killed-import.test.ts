import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyEventChain } from '../../../src-main/database/event-queries';
import { storedImagesAfter } from '../../../src-main/database/image-queries';
import { imageFile } from '../../../src-main/services/image-service';
import { importSource } from '../../../src-main/services/import-service';
import { batchSize } from '../../../src-main/services/intake-loop';
import {
  createProject,
  openProject,
  type OpenProject,
} from '../../../src-main/services/project-service';
import { randomStream } from '../../../src-shared/dataset/random';
import { lostLines } from '../acknowledgements';
import { killedAt, kills } from '../killed-process';
import { grayPng, writeTo } from '../made-images';
import { quietly } from '../quiet-hooks';
import { storedFiles } from '../stored-files';
import { memoryFolder, testDeps } from '../temporary-project';

const seed = 20260102;
const count = 30 * batchSize;

/** How many images there are, each with its file whole. */
function wholeImages(project: OpenProject): number {
  const rows = storedImagesAfter(project.database, 0, 2 * count);
  for (const { sha256 } of rows) {
    const bytes = readFileSync(imageFile(project, sha256));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  }
  return rows.length;
}

test(
  `${kills} processes killed while they import lose no batch that they had acknowledged, and leave whole ones`,
  { timeout: 60_000 + kills * 10_000 },
  async () => {
    const folder = memoryFolder();
    const source = join(folder, 'images');
    for (let i = 0; i < count; i += 1) writeTo(join(source, `${i}.png`), await grayPng(i));
    const random = randomStream(seed, 'kill');
    let made = 0;
    let acknowledged = 0;
    let path = '';
    /** Images of the project under way; at its end the next one is begun. */
    let before = count;
    for (let kill = 0; kill < kills;) {
      if (before === count) {
        path = join(folder, `${(made += 1)}.ellipsight`);
        await (await createProject(path, testDeps())).close();
        before = 0;
      }
      const batches = (count - before) / batchSize;
      const moment = {
        lines: batchSize * random.integer(Math.min(12, batches)),
        delayMs: 40 * random.uniform(),
      };
      const { said, killed } = await killedAt(moment, 'importing', [path, source]);
      const project = await openProject(path, testDeps());
      expect(lostLines(project, said)).toEqual([]);
      expect(await verifyEventChain(project.database)).toBe(null);
      const images = wholeImages(project);
      expect(images - before).toBeGreaterThanOrEqual(said.length);
      expect(images % batchSize).toBe(0);
      acknowledged += said.length;
      kill += killed ? 1 : 0;
      if (kill === kills) {
        const again = await importSource(
          project,
          { source, format: 'auto', texture: null },
          quietly,
        );
        expect(again).toMatchObject({ added: count - images, known: images, skipped: [] });
        // What was stored for batches that did not come to be has found its row.
        expect(storedFiles(project)).toHaveLength(count);
      }
      await project.close();
      before = images;
    }
    expect(acknowledged).toBeGreaterThan(kills);
    console.log(
      `${kills} kills while importing: ${acknowledged} acknowledged images, 0 lost (seed ${seed})`,
    );
  },
);
