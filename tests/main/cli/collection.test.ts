import { expect, test } from 'vitest';
import { openProject, projectSummary } from '../../../src-main/services/project-service';
import { seedImages } from '../seeded-images';
import { closed, temporaryProject, testDeps } from '../temporary-project';
import { runCli, runJson } from './run-cli';

test(
  'the command line changes many images, textures, takes back and purges',
  { timeout: 240_000 },
  async () => {
    const project = await temporaryProject();
    const { folder } = project;
    seedImages(
      project,
      Array.from({ length: 12 }, (_, index) => ({
        texture: index < 8 ? 'felt' : 'weave',
        verdict: 'unlabelled' as const,
      })),
    );
    await closed(project);
    const ok = ['change', folder, '--texture', 'felt', '--set-verdict', 'ok'];
    expect(await runJson(ok)).toEqual({
      changed: 8,
      unchanged: 0,
      withEllipses: 0,
      cancelled: false,
    });
    await runJson(['change', folder, '--image', '1', '--image', '9', '--exclude']);
    const merged = await runCli(['texture', folder, 'merge', 'weave', 'felt']);
    expect(merged).toMatchObject({ code: 0 });
    expect(merged.out).toMatch(/0 {2}felt .* 10 {2}plain\n$/);
    expect(await runJson(['undo', folder])).toEqual({ found: true, images: 4, whole: true });
    await runJson(['texture', folder, 'order', 'weave', 'felt']);

    expect(await runJson(['purge', folder])).toMatchObject({ purged: false, images: 2, runs: [] });
    expect(await runJson(['purge', folder, '--yes'])).toMatchObject({ purged: true, images: 2 });
    for (const use of [[], ['--all'], ['--all', '--exclude', '--take-back'], ['--exclude']]) {
      expect((await runCli(['change', folder, ...use])).code).toBe(2);
    }
    const again = await openProject(folder, testDeps());
    expect(projectSummary(again)).toMatchObject({
      images: 10,
      excluded: 0,
      textures: [
        { name: 'weave', unlabelled: 3 },
        { name: 'felt', ok: 7 },
      ],
    });
    await again.close();
  },
);
