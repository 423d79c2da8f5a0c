import { describe, expect, test } from 'vitest';
import { english } from '../../../src-shared/sentences/english';
import { teacherPreset } from '../../../src-shared/training/presets';
import type { Candidate } from '../../../src-main/database/candidate-queries';
import { dataSentences } from '../../../src-main/services/run-plan-sentences';
import { snapshotHash } from '../../../src-main/services/snapshot-hash';
import { selectImages } from '../../../src-main/services/snapshot-selection';

const ellipse = { x: 50, y: 60, a: 9, b: 4, angle: 0.3 };
const plan = { ...teacherPreset('workstation', 'transfer'), patchSize: 224, imageScale: 1 };

let made = 0;
function image(changes: Partial<Candidate>): Candidate {
  made += 1;
  return {
    imageId: made,
    sha256: made.toString(16).padStart(64, '0'),
    name: `${made}.png`,
    width: 512,
    height: 512,
    channels: 1,
    texture: 'Steel',
    verdict: 'ok',
    review: 'labelled',
    ellipses: [],
    ...changes,
  };
}

describe('the images of a run', () => {
  test('unlabelled, unsure, disputed and too small images are left out, each with its reason', () => {
    const selection = selectImages(
      ['Steel'],
      [
        image({ name: 'good.png' }),
        image({ name: 'open.png', verdict: 'unlabelled' }),
        image({ name: 'unsure.png', verdict: 'unsure', ellipses: [ellipse] }),
        image({ name: 'disputed.png', review: 'disputed' }),
        image({ name: 'small.png', height: 223 }),
        image({ name: 'just.png', width: 224 }),
      ],
      plan,
    );
    expect(selection.images.map(({ name }) => name)).toEqual(['good.png', 'just.png']);
    expect(selection.leftOut).toEqual({
      unlabelled: ['open.png'],
      unsure: ['unsure.png'],
      disputed: ['disputed.png'],
      'too-small': ['small.png'],
    });
  });

  test('size counts after scaling: 447 pixels at 0.5 are 224 when rounded, 446 are 223', () => {
    const half = { imageScale: 0.5, patchSize: 224 };
    const kept = selectImages(['Steel'], [image({ width: 447 }), image({ width: 446 })], half);
    expect(kept.images).toHaveLength(1);
    expect(kept.leftOut['too-small']).toHaveLength(1);
  });

  test('a texture without a usable image takes no class index', () => {
    const selection = selectImages(
      ['Empty', 'Steel', 'Wood'],
      [image({ texture: 'Wood' }), image({ texture: 'Steel', verdict: 'defective' })],
      plan,
    );
    expect(selection.textures).toEqual(['Steel', 'Wood']);
    expect(selection.images.map(({ texture }) => texture).sort()).toEqual([0, 1]);
    expect(selection.emptyTextures).toEqual(['Empty']);
    expect(selection.withoutEllipses).toHaveLength(1);
  });

  test('the order of import does not matter', () => {
    const images = [image({}), image({}), image({ verdict: 'defective', ellipses: [ellipse] })];
    const forward = selectImages(['Steel'], images, plan);
    const backward = selectImages(['Steel'], [...images].reverse(), plan);
    expect(backward.images).toEqual(forward.images);
  });
});

describe('what is said of the images of a plan', () => {
  test('without a labelled image, with one class, and with images smaller than a patch it cannot start', () => {
    const say = (candidates: readonly Candidate[]) =>
      dataSentences(selectImages(['Steel'], candidates, plan), plan).problems.map(english);
    expect(say([])).toEqual([
      'The project has no image labelled ok or defective; label some, or import labels.',
    ]);
    expect(say([image({}), image({})])[0]).toContain('one class');
    expect(say([image({ width: 100 })])[0]).toContain('patch of 224 pixels');
    // Without ellipses no patch can be cut from the defective ones.
    expect(say([image({}), image({ verdict: 'defective' })])[0]).toContain('one class');
  });

  test('what is left out is counted and named, the first three by name', () => {
    const open = ['a', 'b', 'c', 'd', 'e'].map((name) =>
      image({ name: `${name}.png`, verdict: 'unlabelled' }),
    );
    const good = [image({}), image({ verdict: 'defective', ellipses: [ellipse] })];
    const { problems, remarks } = dataSentences(
      selectImages(['Steel'], [...open, ...good], plan),
      plan,
    );
    expect(problems).toEqual([]);
    expect(remarks.map(english)[0]).toBe(
      '5 images are left out, without a label: a.png, b.png, c.png and 2 more.',
    );
    expect(remarks.map(english)).toContain(
      'Texture Steel has only 1 defective image; its TPR will say little.',
    );
  });
});

describe('the hash of a snapshot', () => {
  const snapshot = {
    textures: ['Steel'],
    images: selectImages(['Steel'], [image({}), image({})], plan).images,
    trials: [{ trial: 1, sides: ['training', 'test'] as const }],
  };

  test('names and row numbers do not count, labels and sides do', () => {
    const hash = snapshotHash(snapshot);
    const renamed = snapshot.images.map((one) => ({ ...one, name: 'x', imageId: 99 }));
    expect(snapshotHash({ ...snapshot, images: renamed })).toBe(hash);
    const relabelled = snapshot.images.map((one) => ({ ...one, defective: true }));
    expect(snapshotHash({ ...snapshot, images: relabelled })).not.toBe(hash);
    const swapped = [{ trial: 1, sides: ['test', 'training'] as const }];
    expect(snapshotHash({ ...snapshot, trials: swapped })).not.toBe(hash);
    expect(snapshotHash({ ...snapshot, textures: ['Wood'] })).not.toBe(hash);
  });
});
