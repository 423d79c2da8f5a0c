import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { allTextures } from '../../../src-main/decoder-process/sample/all-textures';
import {
  generateSampleImage,
  sampleTextures,
  soundSurface,
} from '../../../src-main/decoder-process/sample/sample-image';
import { ellipseArea, isValidEllipse } from '../../../src-shared/labelling/ellipse';
import { rasterise } from '../../../src-shared/labelling/ellipse-mask';
import { enclosingEllipse } from '../../../src-shared/labelling/enclosing-ellipse';

const request = { seed: 1, texture: 0, index: 0, defective: true, size: 160 };
const textures = sampleTextures.map((name, texture) => ({ name, texture }));

/** Pixels that differ from what the image would be without its defects. */
function changedPixels(asked: typeof request) {
  const sound = new Uint8ClampedArray(soundSurface(asked).gray);
  const { pixels, ellipses } = generateSampleImage(asked);
  const changed: { x: number; y: number; by: number }[] = [];
  pixels.forEach((value, i) => {
    const by = Math.abs(value - (sound[i] ?? 0));
    if (by > 0) {
      changed.push({ x: i % asked.size, y: Math.floor(i / asked.size), by });
    }
  });
  return { changed, ellipses };
}

describe('generateSampleImage', () => {
  it('makes the same image for the same request, and another for any other', () => {
    const first = generateSampleImage(request);
    expect(generateSampleImage(request)).toEqual(first);
    expect(first.pixels.length).toBe(160 * 160);
    for (const other of [{ seed: 2 }, { texture: 1 }, { index: 1 }, { defective: false }]) {
      const { pixels } = generateSampleImage({ ...request, ...other });
      const same = pixels.filter((value, i) => value === first.pixels[i]).length;
      // Two independent surfaces share a gray here and there.
      expect(same / pixels.length).toBeLessThan(0.1);
    }
  });

  it('knows at least six textures, each in a file of its name', () => {
    const folder = join(
      dirname(fileURLToPath(import.meta.url)),
      '../../../src-main/decoder-process/sample/textures',
    );
    const files = readdirSync(folder).map((file) => file.replace('.texture.ts', ''));
    expect([...sampleTextures].sort()).toEqual(files.sort());
    expect(sampleTextures.length).toBeGreaterThanOrEqual(6);
    expect(new Set(allTextures.flatMap(({ defects }) => defects)).size).toBeGreaterThanOrEqual(6);
  });

  it.each([33, 64, 201])('makes images of %i pixels a side', (size) => {
    for (const { texture } of textures) {
      const { pixels, ellipses } = generateSampleImage({ ...request, texture, size });
      expect(pixels.length).toBe(size * size);
      expect(ellipses.length).toBeGreaterThan(0);
    }
  });

  it('refuses textures and sizes that do not exist', () => {
    expect(() => generateSampleImage({ ...request, texture: 10 })).toThrow(RangeError);
    expect(() => generateSampleImage({ ...request, texture: -1 })).toThrow(RangeError);
    expect(() => generateSampleImage({ ...request, size: 31 })).toThrow(RangeError);
    expect(() => generateSampleImage({ ...request, size: 64.5 })).toThrow(RangeError);
  });

  it('has no ellipse on a sound image', () => {
    expect(generateSampleImage({ ...request, defective: false }).ellipses).toEqual([]);
  });

  it.each(textures)(
    'changes nothing outside the ellipses, but something inside: $name',
    ({ texture }) => {
      for (let index = 0; index < 5; index += 1) {
        const { changed, ellipses } = changedPixels({ ...request, texture, index, size: 320 });
        expect(ellipses.every(isValidEllipse)).toBe(true);
        const mask = rasterise(ellipses, 320, 320);
        expect(changed.every(({ x, y }) => mask[y * 320 + x] === 1)).toBe(true);
        // A defect that nobody could see would be a wrong label.
        expect(changed.filter(({ by }) => by >= 8).length).toBeGreaterThan(25);
      }
    },
  );

  it('draws ellipses tightly around the defects', () => {
    let inside = 0;
    for (const { texture } of textures) {
      for (let index = 0; index < 4; index += 1) {
        const { changed, ellipses } = changedPixels({ ...request, texture, index, size: 224 });
        const [ellipse] = ellipses;
        const visible = rasterise(ellipses, 224, 224).reduce((sum, value) => sum + value, 0);
        if (ellipse === undefined || ellipses.length > 1 || visible < 0.99 * ellipseArea(ellipse)) {
          continue;
        }
        inside += 1;
        const corners = changed.flatMap(({ x, y }) =>
          [0, 1].flatMap((right) => [0, 1].map((down) => ({ x: x + right, y: y + down }))),
        );
        const tightest = enclosingEllipse(corners);
        // Faint rims may round away; nothing else is left around them.
        expect(tightest && ellipseArea(tightest) / ellipseArea(ellipse)).toBeGreaterThan(0.7);
      }
    }
    expect(inside).toBeGreaterThan(12);
  });

  it('lets some defects run off the image, and gives some images two', () => {
    const all = Array.from({ length: 60 }, (_, index) =>
      generateSampleImage({ ...request, index, size: 64 }),
    );
    expect(all.some(({ ellipses }) => ellipses.length === 2)).toBe(true);
    const cut = all.filter(({ ellipses }) => {
      const visible = rasterise(ellipses, 64, 64).reduce((sum, value) => sum + value, 0);
      return visible < 0.9 * ellipses.reduce((sum, ellipse) => sum + ellipseArea(ellipse), 0);
    });
    expect(cut.length).toBeGreaterThan(3);
    expect(cut.length).toBeLessThan(40);
  });
});

/** Mean, standard deviation and correlation with the pixel 1 and 6 to the right and below. */
function statistics(pixels: Uint8Array, size: number): number[] {
  const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
  const variance = pixels.reduce((sum, value) => sum + (value - mean) ** 2, 0) / pixels.length;
  const correlation = (right: number, down: number) => {
    let sum = 0;
    for (let y = 0; y < size - down; y += 2) {
      for (let x = 0; x < size - right; x += 1) {
        const here = pixels[y * size + x] ?? 0;
        sum += (here - mean) * ((pixels[(y + down) * size + x + right] ?? 0) - mean);
      }
    }
    return sum / variance / (size - right) / Math.ceil((size - down) / 2);
  };
  return [
    mean,
    Math.sqrt(variance),
    correlation(1, 0),
    correlation(0, 1),
    correlation(6, 0),
    correlation(0, 6),
  ];
}

const average = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const spread = (values: readonly number[]) => {
  const mean = average(values);
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1));
};

describe('the statistics of generated images', () => {
  const count = 10;
  const sound: number[][][] = [];
  const defective: number[][][] = [];
  beforeAll(() => {
    const measure = (texture: number, hasDefect: boolean) =>
      Array.from({ length: count }, (_, index) => {
        const asked = { seed: 5, texture, index, defective: hasDefect, size: 256 };
        return statistics(generateSampleImage(asked).pixels, 256);
      });
    for (const { texture } of textures) {
      sound.push(measure(texture, false));
      defective.push(measure(texture, true));
    }
  }, 300_000);
  const column = (rows: readonly number[][] | undefined, feature: number) =>
    (rows ?? []).map((row) => row[feature] ?? Number.NaN);

  it.each(textures)(
    'do not give a defect away by global mean or contrast: $name',
    ({ texture }) => {
      for (const feature of [0, 1]) {
        const without = column(sound[texture], feature);
        const having = column(defective[texture], feature);
        const error = Math.sqrt((spread(without) ** 2 + spread(having) ** 2) / count);
        // Student's t with 18 degrees of freedom passes 3.9 once in a thousand; the images never change.
        expect(Math.abs(average(without) - average(having)) / error).toBeLessThan(3.9);
      }
    },
  );

  it('tell the textures apart: the nearest in six plain numbers is the right one', () => {
    const scales = [0, 1, 2, 3, 4, 5].map((feature) =>
      spread(sound.map((rows) => average(column(rows, feature)))),
    );
    const centres = sound.map((rows) => scales.map((_, feature) => average(column(rows, feature))));
    let right = 0;
    defective.forEach((rows, texture) => {
      for (const row of rows) {
        const distances = centres.map((centre) =>
          centre.reduce((sum, c, i) => sum + ((c - (row[i] ?? 0)) / (scales[i] ?? 1)) ** 2, 0),
        );
        right += distances.indexOf(Math.min(...distances)) === texture ? 1 : 0;
      }
    });
    expect(right / (count * textures.length)).toBeGreaterThan(0.95);
  });
});
