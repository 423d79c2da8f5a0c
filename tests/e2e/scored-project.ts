import { join } from 'node:path';
import { forkLauncher } from '../../src-main/children/fork-launcher';
import { openProject } from '../../src-main/services/project-service';
import { storeScoredRun, type ScoredImage } from '../main/runs/scored-run';
import { ask } from './ask';
import { checkout, nativeParts, type AppWindow } from './window';

/** Puts a run with made-up scores into the window's project, which is opened again with it; gives the run's name. */
export async function openScoredRun(
  { page }: AppWindow,
  path: string,
  images: readonly ScoredImage[],
): Promise<string> {
  await ask(page, 'project.close', {});
  const project = await openProject(path, {
    launcher: forkLauncher(join(checkout, 'out/main')),
    sqliteBinding: nativeParts().sqliteBinding,
    author: 'tester',
  });
  const { id } = await storeScoredRun(project, images);
  await project.close();
  await ask(page, 'project.open', { path });
  await page.reload();
  await page.getByTestId('nav-report').waitFor();
  return id;
}
