import { join } from 'node:path';
import { forkLauncher } from '../../src-main/children/fork-launcher';
import { openProject } from '../../src-main/services/project-service';
import { storeDecidedRun } from '../main/runs/decided-run';
import { ask, fillWithSample } from './ask';
import { checkout, nativeParts, type AppWindow } from './window';

const good = [0, 0, 0, 0];
const bad = [0, 1, 0, 0];

/**
 * Opens a new project of four ok images and a defective one, with a finished run whose three trials call the first two
 * ok images defective, the second less surely.
 *
 * @returns the run.
 */
export async function openDecidedProject({ page, folder }: AppWindow): Promise<string> {
  const path = join(folder, 'decided.ellipsight');
  await ask(page, 'project.create', { path });
  await fillWithSample(page, { textures: 1, ok: 4, defective: 1, size: 128, seed: 3 });
  await ask(page, 'project.close', {});
  const project = await openProject(path, {
    launcher: forkLauncher(join(checkout, 'out/main')),
    sqliteBinding: nativeParts().sqliteBinding,
    author: 'tester',
  });
  const votes = [
    [bad, bad, bad],
    [bad, bad, good],
    [good, good, good],
    [good, good, good],
    [bad, bad, bad],
  ];
  const run = await storeDecidedRun(
    project,
    ['Class1', 'Class2'],
    votes.map((patches, index) => ({
      name: `${index + 1}.png`,
      texture: 0,
      defective: index === 4,
      patches,
    })),
  );
  await project.close();
  await ask(page, 'project.open', { path });
  await page.reload();
  return run;
}
