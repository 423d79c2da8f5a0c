import { expect, test } from 'vitest';
import { verifyEventChain } from '../../../src-main/database/event-queries';
import { wrongTallies } from '../../../src-main/database/project-queries';
import {
  createProject,
  openProject,
  projectSummary,
  type OpenProject,
} from '../../../src-main/services/project-service';
import { undoWhole } from '../../../src-main/services/undo-service';
import { randomStream } from '../../../src-shared/dataset/random';
import { killedAt, kills } from '../killed-process';
import { seedImages } from '../seeded-images';
import { memoryFolder, testDeps } from '../temporary-project';
import { quietBites } from './quiet-bites';

const seed = 20260104;
const images = 1500;
const bite = 50;
/** A tenth of the kills of single gestures: each is worth fifteen of them. */
const rounds = Math.max(3, Math.round(kills / 10));

function countOk(project: OpenProject): number {
  return projectSummary(project).textures.reduce((sum, { ok }) => sum + ok, 0);
}

test(
  `${rounds} times three processes killed while they change, undo and redo many images leave whole bites, which undo and redo bring to an end`,
  { timeout: 60_000 + rounds * 30_000 },
  async () => {
    const random = randomStream(seed, 'kill');
    const path = `${memoryFolder()}/many.ellipsight`;
    const created = await createProject(path, testDeps());
    seedImages(created, new Array(images).fill({ texture: 'felt', verdict: 'unlabelled' }));
    await created.close();
    for (let round = 0; round < rounds; round += 1) {
      let before = 0;
      for (const what of ['change', 'undo', 'redo'] as const) {
        const moment = { lines: 1 + random.integer(12), delayMs: 20 * random.uniform() };
        const { said } = await killedAt(moment, 'changing', [path, what]);
        const project = await openProject(path, testDeps());
        try {
          const done = countOk(project);
          // All that was said is done, and only whole bites are.
          const acknowledged = Number(said.at(-1) ?? 0);
          if (what === 'undo') expect(done).toBeLessThanOrEqual(before - acknowledged);
          else expect(done).toBeGreaterThanOrEqual(before + acknowledged);
          before = done;
          expect(done % bite).toBe(0);
          expect(await verifyEventChain(project.database)).toBeNull();
          expect(wrongTallies(project.database)).toEqual([]);
          if (what === 'redo') {
            // Whatever stands of it.
            await undoWhole(project, quietBites);
            expect(countOk(project)).toBe(0);
          }
        } finally {
          await project.close();
        }
      }
    }
  },
);
