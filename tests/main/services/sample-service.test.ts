import { describe, expect, test } from 'vitest';
import { imageDetail, imagesPage } from '../../../src-main/services/image-service';
import { addSample } from '../../../src-main/services/sample-service';
import { projectSummary } from '../../../src-main/services/project-service';
import { quietly } from '../quiet-hooks';
import { storedFiles } from '../stored-files';
import { temporaryProject } from '../temporary-project';

const small = { textures: 3, ok: 5, defective: 2, size: 64, seed: 7 };

describe('the sample', () => {
  test('has its number of images of each texture and verdict, labelled, and is known the second time', async () => {
    const project = await temporaryProject();
    const heard: number[] = [];
    const summary = await addSample(project, small, {
      signal: { cancelled: false },
      onProgress: ({ done, total }) => {
        expect(total).toBe(21);
        heard.push(done);
      },
    });
    expect(heard).toEqual([16, 21]);
    expect(summary).toMatchObject({ added: 21, known: 0, skipped: [], conflicts: [] });
    const { textures } = projectSummary(project);
    expect(textures.map(({ ok, defective }) => [ok, defective])).toEqual([
      [5, 2],
      [5, 2],
      [5, 2],
    ]);
    expect(textures.reduce((sum, { ellipses }) => sum + ellipses, 0)).toBe(summary.ellipses);
    const filter = { textureId: null, verdict: 'defective' as const, text: '' };
    for (const { id } of imagesPage(project, filter, 0, 100).rows) {
      expect(imageDetail(project, id).ellipses.length).toBeGreaterThan(0);
    }
    expect(await addSample(project, small, quietly)).toMatchObject({
      added: 0,
      known: 21,
      conflicts: [],
    });
    expect(storedFiles(project)).toHaveLength(21);
  });

  test('is the same for the same seed in another project, and another for another seed', async () => {
    const hashes = async (seed: number): Promise<readonly string[]> => {
      const project = await temporaryProject();
      await addSample(project, { ...small, seed }, quietly);
      return [...storedFiles(project)].sort();
    };
    const first = await hashes(7);
    expect(await hashes(7)).toEqual(first);
    expect((await hashes(8)).filter((hash) => first.includes(hash))).toEqual([]);
  });

  test.each([
    ['textures', { textures: 0 }],
    ['textures', { textures: 1000 }],
    ['size', { size: 31 }],
    ['images', { ok: -1 }],
  ])('is refused with a number of %s that makes no sense', async (_, wrong) => {
    const project = await temporaryProject();
    await expect(addSample(project, { ...small, ...wrong }, quietly)).rejects.toMatchObject({
      failure: { kind: 'wrong-use' },
    });
    expect(projectSummary(project).images).toBe(0);
  });
});
