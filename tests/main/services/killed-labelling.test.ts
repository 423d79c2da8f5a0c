import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventsAfter } from '../../../src-main/database/event-queries';
import { createProject, openProject } from '../../../src-main/services/project-service';
import { verifyProject } from '../../../src-main/services/verify-service';
import { randomStream } from '../../../src-shared/dataset/random';
import { childrenFolder } from '../child-processes';
import { seedImages } from '../seeded-images';
import { temporaryFolder, testDeps } from '../temporary-project';

/** ELLIPSIGHT_KILLS=100 for the long form. */
const kills = Number(process.env['ELLIPSIGHT_KILLS'] ?? 6);

/** Lets a process label until it has acknowledged so many gestures, kills it, and gives what it said. */
async function killedAfter(folder: string, seed: number, gestures: number): Promise<string[]> {
  const labeller = spawn(
    process.execPath,
    [join(childrenFolder(), 'labeller.js'), folder, String(seed)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = once(labeller, 'exit');
  let said = '';
  for await (const text of labeller.stdout) {
    said += String(text);
    if (labeller.exitCode === null && said.split('\n').length > gestures) labeller.kill('SIGKILL');
  }
  await exited;
  // A last line without an end was not said to the end.
  return said.split('\n').slice(0, -1);
}

test(
  `${kills} processes killed while they label lose no gesture that they had acknowledged`,
  { timeout: 60_000 + kills * 10_000 },
  async () => {
    const folder = join(temporaryFolder(), 'killed.ellipsight');
    const project = await createProject(folder, testDeps());
    seedImages(project, new Array(5).fill({ texture: 'felt', verdict: 'unlabelled' }));
    await project.close();
    const random = randomStream(20260103, 'kill');
    let acknowledged = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const said = await killedAfter(folder, kill, 1 + random.integer(200));
      const again = await openProject(folder, testDeps());
      const kept = new Map(
        eventsAfter(again.database, 0, 1_000_000).map(({ seq, hash }) => [String(seq), hash]),
      );
      for (const line of said) {
        const [seq = '', hash] = line.split(' ');
        expect(kept.get(seq)).toBe(hash);
      }
      acknowledged += said.length;
      // The seeded images have no files; everything else must be whole.
      const { findings } = await verifyProject(again);
      expect(findings.filter(({ kind }) => kind !== 'image-missing')).toEqual([]);
      await again.close();
    }
    expect(acknowledged).toBeGreaterThan(kills);
    console.log(`${kills} kills, ${acknowledged} acknowledged gestures, none lost`);
  },
);
