import { expect, test } from 'vitest';
import { imageDetail } from '../../../src-main/services/image-service';
import { openProject } from '../../../src-main/services/project-service';
import { storeDecidedRun } from '../runs/decided-run';
import { seedImages } from '../seeded-images';
import { closed, temporaryProject, testDeps } from '../temporary-project';
import { runCli, runJson } from './run-cli';

test(
  'the command line reviews, notes, filters, and rules on labels in doubt',
  { timeout: 240_000 },
  async () => {
    const project = await temporaryProject();
    const { folder } = project;
    seedImages(
      project,
      Array.from({ length: 4 }, () => ({ texture: 'felt', verdict: 'ok' as const })),
    );
    const votes = [
      [0, 1],
      [0, 0],
      [0, 0],
      [1, 1],
    ];
    const images = votes.map((patches, index) => ({
      name: `seeded-${index}.png`,
      texture: 0,
      defective: false,
      patches: [patches],
    }));
    const run = await storeDecidedRun(project, ['felt', 'tin'], images);
    await closed(project);

    const kim = ['--by', 'Kim'];
    const dispute = ['review', folder, '--image', '2', '--as', 'disputed', '--note', 'A stain.'];
    expect(await runJson([...dispute, ...kim])).toMatchObject({ changed: 1, unchanged: 0 });
    expect(await runJson(['note', folder, 'list', '--image', '2'])).toMatchObject({
      notes: [{ text: 'A stain.', who: 'Kim', ellipseId: null }],
    });
    const filter = ['--review', 'disputed'];
    expect(await runJson(['filter', folder, 'save', 'Stains', ...filter, ...kim])).toMatchObject({
      filters: [{ name: 'Stains', images: 1, who: 'Kim' }],
    });
    expect(await runJson(['images', folder, '--saved', 'stains'])).toMatchObject({
      total: 1,
      images: [{ id: 2, review: 'disputed', texture: 'felt' }],
    });

    const doubts = ['doubts', folder, '--run', run];
    expect(await runJson(doubts)).toMatchObject({
      total: 2,
      ruled: 0,
      doubts: [{ image: { id: 1 } }, { image: { id: 4 } }],
    });
    const against = ['--judged-by', run, '--decided', 'against-label', '--order', 'score-low'];
    expect(await runJson(['images', folder, ...against])).toMatchObject({ total: 2 });
    const rule = ['rule', folder, '--run', run, '--image', '4', '--label'];
    expect(await runJson([...rule, 'wrong', '--note', 'Scratched.', '--by', 'Lee'])).toMatchObject({
      labelRight: false,
      who: 'Lee',
      opinion: { run, defective: true },
    });
    expect(await runJson(doubts)).toMatchObject({ total: 1, ruled: 1 });
    expect(await runJson(['doubts', folder, '--ruled'])).toMatchObject({ total: 1 });

    // Wrong use: no run, nothing disagreed about, a label that is one's own.
    expect((await runCli(['doubts', folder])).code).toBe(2);
    expect(
      (await runCli(['rule', folder, '--run', run, '--image', '3', '--label', 'right'])).code,
    ).toBe(2);
    const again = await openProject(folder, testDeps());
    expect(imageDetail(again, 4)).toMatchObject({
      review: 'disputed',
      reviewing: { reviewed: { by: 'Lee' } },
    });
    await again.close();
  },
);
