import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { currentProject, type CurrentProject } from '../../../src-main/ipc/current-project';
import type { Notify } from '../../../src-main/services/notify';
import { RunService } from '../../../src-main/services/run-service';
import { startThumbnails } from '../../../src-main/services/thumbnail-routine';
import { testLauncher } from '../child-processes';
import { temporaryFolder, testDeps } from '../temporary-project';

const open: CurrentProject[] = [];

afterEach(async () => {
  for (const project of open.splice(0)) await project.stopAndClose();
});

function window() {
  const changes: (string | null)[] = [];
  const opened: string[] = [];
  const notify: Notify = (name, notice) => {
    if (name === 'project.changed' && 'project' in notice) {
      changes.push((notice.project as { path: string } | null)?.path ?? null);
    }
  };
  const project = currentProject({
    deps: testDeps,
    notify,
    startRuns: (entered) =>
      new RunService({
        project: entered,
        launcher: testLauncher(),
        notify,
        weightsFile: 'none is needed here',
      }),
    startThumbnails: (entered) =>
      startThumbnails(entered, (error) => {
        throw error;
      }),
    onOpened: ({ folder }) => opened.push(folder),
    stopJobs: async () => undefined,
  });
  open.push(project);
  return { project, changes, opened };
}

describe('the project of the window', () => {
  it('is none at first, and asking for it is an expected failure', () => {
    const { project } = window();
    expect(project.get()).toBeNull();
    expect(() => project.require()).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ kind: 'no-project' }) }),
    );
  });

  it('is left only when the next one is open', async () => {
    const { project, changes, opened } = window();
    const folder = temporaryFolder();
    const [one, two] = [join(folder, 'one.ellipsight'), join(folder, 'two.ellipsight')];
    await project.create(one);
    await project.create(two);
    expect(project.require().folder).toBe(two);
    // The first one is free: it can be opened again.
    await project.open(one);
    expect(changes).toEqual([one, two, one]);
    expect(opened).toEqual([one, two, one]);
    await project.close();
    expect(changes.at(-1)).toBeNull();
    expect(project.get()).toBeNull();
  });

  it('stays where the next one cannot be opened', async () => {
    const { project, changes } = window();
    const folder = temporaryFolder();
    const one = join(folder, 'one.ellipsight');
    await project.create(one);
    await expect(project.open(join(folder, 'gone.ellipsight'))).rejects.toMatchObject({
      failure: { kind: 'not-found' },
    });
    await expect(project.create(one)).rejects.toMatchObject({ failure: { kind: 'bad-input' } });
    expect(project.require().folder).toBe(one);
    expect(changes).toEqual([one]);
    expect(existsSync(join(one, 'project.db'))).toBe(true);
  });

  it('is not in its own way when it is opened again, by its folder or its database', async () => {
    const { project, changes } = window();
    const one = join(temporaryFolder(), 'one.ellipsight');
    const created = await project.create(one);
    expect(await project.open(one)).toEqual(created);
    expect(await project.open(`${one}/`)).toEqual(created);
    expect(await project.open(join(one, 'project.db'))).toEqual(created);
    expect(changes).toEqual([one]);
  });

  it('is refused to a second window, which is told who has it', async () => {
    const first = window();
    const second = window();
    const one = join(temporaryFolder(), 'one.ellipsight');
    await first.project.create(one);
    await expect(second.project.open(one)).rejects.toMatchObject({
      failure: { kind: 'project-in-use', message: expect.stringContaining(String(process.pid)) },
    });
    expect(second.project.get()).toBeNull();
  });

  it('is one, however fast two are asked for', async () => {
    const { project } = window();
    const folder = temporaryFolder();
    const paths = ['a', 'b', 'c'].map((name) => join(folder, `${name}.ellipsight`));
    await Promise.all(paths.map((path) => project.create(path)));
    expect(project.require().folder).toBe(paths[2]);
    for (const path of paths.slice(0, 2)) {
      const other = window();
      await expect(other.project.open(path)).resolves.toMatchObject({ path });
    }
  });
});
