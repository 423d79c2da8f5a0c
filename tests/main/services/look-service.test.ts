import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { plainLook, type PictureLook } from '../../../src-shared/labelling/picture-look';
import { imageDetail, imageFile } from '../../../src-main/services/image-service';
import { importSource } from '../../../src-main/services/import-service';
import {
  imageTone,
  looks,
  pictureOfWindow,
  setLook,
} from '../../../src-main/services/look-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { failureOf } from '../decoder/test-decoder';
import { quietly } from '../quiet-hooks';
import { reopened, temporaryFolder, temporaryProject } from '../temporary-project';

/** Values of a camera of 12 bits: 1000 of 10, 20 … in steps of ten, then one of 9 and one of 40000. */
const samples = Uint16Array.from({ length: 1024 }, (_, i) =>
  i === 0 ? 9 : i === 1 ? 40_000 : 10 * (1 + (i % 100)),
);

async function projectOf(format: 'png' | 'tiff'): Promise<OpenProject> {
  const source = temporaryFolder();
  const picture = sharp(samples, { raw: { width: 32, height: 32, channels: 1 } });
  writeFileSync(
    join(source, `deep.${format}`),
    await picture.toColourspace('grey16').toFormat(format, { compression: 'lzw' }).toBuffer(),
  );
  const project = await temporaryProject();
  await importSource(project, { source, format: 'auto', texture: 'plate' }, quietly);
  return project;
}

describe('the values of a 16-bit image', () => {
  test('are counted at their full depth', async () => {
    const project = await projectOf('png');
    expect(imageDetail(project, 1).bitDepth).toBe(16);
    const tone = await imageTone(project, 1);
    // A thousandth of 1024 samples is 1.024: one sample may go black, one white.
    expect(tone).toMatchObject({ bitDepth: 16, least: 9, largest: 40_000, low: 10, high: 1000 });
    expect(tone.counts).toHaveLength(256);
    expect(tone.counts.reduce((sum, count) => sum + count, 0)).toBe(1024);
    // 39,992 values in 256 parts of 156.2: the first holds those to 165, 16 of each hundred samples and the odd one.
    expect(tone.counts[255]).toBe(1);
    expect(tone.counts[0]).toBe([...samples].filter((value) => value <= 165).length);
  });

  test.each(['png', 'tiff'] as const)(
    'of a %s are each seen through a window of 255 of them',
    async (format) => {
      const project = await projectOf(format);
      const { sha256 } = imageDetail(project, 1);
      const shown = await pictureOfWindow(project, sha256, { low: 100, high: 355 });
      const { data, info } = await sharp(shown).raw().toBuffer({ resolveWithObject: true });
      expect(info).toMatchObject({ width: 32, height: 32 });
      const gray = [...samples].map((_, i) => data[i * info.channels]);
      const wanted = [...samples].map((value) => Math.min(255, Math.max(0, value - 100)));
      // An 8-bit copy would show one gray for all values below 256.
      expect(gray).toEqual(wanted);
    },
  );

  test('are not taken from a file that has changed', async () => {
    const project = await projectOf('png');
    const { sha256 } = imageDetail(project, 1);
    const file = imageFile(project, sha256);
    writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from('x')]));
    const failure = await failureOf(pictureOfWindow(project, sha256, { low: 0, high: 9 }));
    expect(failure.kind).toBe('project-damaged');
    expect((await failureOf(imageTone(project, 1))).kind).toBe('project-damaged');
  });
});

describe('the look of a texture', () => {
  const look: PictureLook = {
    range: { kind: 'window', low: 100, high: 4095 },
    brightness: -10,
    contrast: 20,
    gamma: 1.5,
    invert: true,
  };

  test('is kept in the project, and the plain one is none', async () => {
    let project = await projectOf('png');
    setLook(project, 1, { ...look, invert: false });
    setLook(project, 1, look);
    project = await reopened(project);
    expect(looks(project)).toEqual([{ textureId: 1, look }]);
    setLook(project, 1, plainLook);
    expect(looks(project)).toEqual([]);
  });

  test('is refused for a texture that is not there', async () => {
    const project = await projectOf('png');
    expect(() => setLook(project, 7, look)).toThrow('no texture 7');
  });
});
