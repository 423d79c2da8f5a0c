import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { itemsOf, sourceOf } from './source-items';

const bottle = [
  'bottle/train/good/000.png',
  'bottle/test/good/000.png',
  'bottle/test/broken/000.png',
  'bottle/test/broken/001.png',
  'bottle/ground_truth/broken/000_mask.png',
];

/** `name texture verdict mask …` of each image. */
async function lines(folder: string): Promise<readonly string[] | null> {
  const items = await itemsOf('defect-folders', folder);
  return (
    items?.images.map(({ name, texture, verdict, masks }) =>
      [name, texture, verdict, masks.map((mask) => mask.name).join(' ') || '-'].join(' '),
    ) ?? null
  );
}

const broken = [
  'bottle/test/broken/000.png bottle defective bottle/ground_truth/broken/000_mask.png',
  'bottle/test/broken/001.png bottle defective -',
];
const good = 'bottle/test/good/000.png bottle ok -';

describe('folders of good and defective images', () => {
  test('are read as MVTec AD has them, of all textures, one, or a part of one', async () => {
    const set = sourceOf([...bottle, 'carpet/train/good/000.png', 'readme.txt']);
    expect(await lines(set)).toEqual([
      'set/bottle/test/broken/000.png bottle defective set/bottle/ground_truth/broken/000_mask.png',
      'set/bottle/test/broken/001.png bottle defective -',
      'set/bottle/test/good/000.png bottle ok -',
      'set/bottle/train/good/000.png bottle ok -',
      'set/carpet/train/good/000.png carpet ok -',
    ]);
    expect(await lines(join(set, 'bottle'))).toEqual([
      ...broken,
      good,
      'bottle/train/good/000.png bottle ok -',
    ]);
    expect(await lines(join(set, 'bottle/test'))).toEqual([...broken, good]);
    expect(await lines(join(set, 'bottle/test/broken'))).toEqual(broken);
    expect(await lines(join(set, 'bottle/test/good'))).toEqual([good]);
  });

  test('are read as MVTec LOCO has them, with a mask for each defect of an image', async () => {
    const box = sourceOf(
      [
        'train/good/000.png',
        'test/good/000.png',
        'test/logical_anomalies/000.png',
        'test/structural_anomalies/000.png',
        'ground_truth/logical_anomalies/000/000.png',
        'ground_truth/logical_anomalies/000/001.png',
        'ground_truth/structural_anomalies/000/000.png',
      ],
      'box',
    );
    const masks = 'box/ground_truth';
    expect(await lines(box)).toEqual([
      'box/test/good/000.png box ok -',
      `box/test/logical_anomalies/000.png box defective ${masks}/logical_anomalies/000/000.png ${masks}/logical_anomalies/000/001.png`,
      `box/test/structural_anomalies/000.png box defective ${masks}/structural_anomalies/000/000.png`,
      'box/train/good/000.png box ok -',
    ]);
  });

  test('list a defective image without a mask only where the texture has masks', async () => {
    const items = await itemsOf('defect-folders', join(sourceOf(bottle), 'bottle'));
    expect(items?.skipped).toEqual([
      {
        file: 'bottle/test/broken/001.png',
        reason: 'has no mask; it is taken as defective without an ellipse',
      },
    ]);
    const without = await itemsOf('defect-folders', sourceOf(['ok/1.png', 'ng/2.png']));
    expect(without?.skipped).toEqual([]);
  });

  test('may have their masks beside them, kinds in kinds, and folders that say nothing', async () => {
    const felt = sourceOf(
      [
        'OK/1.png',
        'NG/scratch/deep/2.png',
        'NG/scratch/deep/2_mask.png',
        'unlabelled/3.png',
        '4.png',
      ],
      'felt',
    );
    expect(await lines(felt)).toEqual([
      'felt/4.png felt unlabelled -',
      'felt/OK/1.png felt ok -',
      'felt/unlabelled/3.png felt unlabelled -',
      'felt/NG/scratch/deep/2.png felt defective felt/NG/scratch/deep/2_mask.png',
    ]);
  });

  test('are not seen where no folder is called good', async () => {
    expect(await lines(sourceOf(['a/1.png', 'b/2.png', 'goodness/3.png']))).toBeNull();
    expect(await lines(sourceOf(['good/readme.txt', 'b/2.png']))).toBeNull();
  });
});
