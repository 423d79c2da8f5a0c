import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyEventChain } from '../../../src-main/database/event-queries';
import { createProject, openProject } from '../../../src-main/services/project-service';
import { verifyProject } from '../../../src-main/services/verify-service';
import { randomStream } from '../../../src-shared/dataset/random';
import { lostLines } from '../acknowledgements';
import { killedAt, kills } from '../killed-process';
import { seedImages } from '../seeded-images';
import { memoryFolder, testDeps } from '../temporary-project';

const seed = 20260103;

test(
  `${kills} processes killed while they label lose no gesture that they had acknowledged`,
  { timeout: 60_000 + kills * 10_000 },
  async () => {
    const folder = join(memoryFolder(), 'killed.ellipsight');
    const project = await createProject(folder, testDeps());
    seedImages(project, new Array(5).fill({ texture: 'felt', verdict: 'unlabelled' }));
    await project.close();
    const random = randomStream(seed, 'kill');
    let acknowledged = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const moment = { lines: 1 + random.integer(150), delayMs: 4 * random.uniform() };
      const { said, killed } = await killedAt(moment, 'labeller', [folder, String(kill)]);
      expect(killed).toBe(true);
      // The opening itself looks the database through.
      const again = await openProject(folder, testDeps());
      expect(lostLines(again, said)).toEqual([]);
      expect(await verifyEventChain(again.database)).toBe(null);
      acknowledged += said.length;
      if (kill % 20 === 19 || kill === kills - 1) {
        // Each label against its last event as well; the seeded images have no files.
        const { findings } = await verifyProject(again);
        expect(findings.filter(({ kind }) => kind !== 'image-missing')).toEqual([]);
      }
      await again.close();
    }
    expect(acknowledged).toBeGreaterThan(kills);
    console.log(
      `${kills} kills while labelling: ${acknowledged} acknowledged gestures, 0 lost (seed ${seed})`,
    );
  },
);
