import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { networkPixels, scaledLength } from '../../../src-main/decoder-process/area-mean';
import type { DecodedPixels } from '../../../src-main/decoder-process/decode-image';

function gray(width: number, height: number, samples: number[]): DecodedPixels {
  return { width, height, channels: 1, samples: Uint8Array.from(samples) };
}

describe('what a network sees of an image', () => {
  test('halves a gray image by the mean of four, halves rounded up', () => {
    // (10+20+30+40)/4 = 25; (1+2+2+1)/4 = 1.5 → 2.
    const image = gray(4, 2, [10, 20, 1, 2, 30, 40, 2, 1]);
    expect(networkPixels(image, 0.5, 1)).toEqual({
      width: 2,
      height: 1,
      pixels: Uint8Array.from([25, 2]),
    });
  });

  test('counts parts of pixels by their area: 3 to 2', () => {
    // Each output pixel covers 1½: (90 + 30/2)/1.5 = 70, (30/2 + 0)/1.5 = 10.
    expect([...networkPixels(gray(3, 1, [90, 30, 0]), 0.667, 1).pixels]).toEqual([70, 10]);
  });

  test('brings colour to gray by the mean of its channels, and gray to colour by repeating it', () => {
    const colour: DecodedPixels = {
      width: 2,
      height: 1,
      channels: 3,
      samples: Uint8Array.from([0, 100, 200, 1, 1, 3]),
    };
    // 300/3 = 100; 5/3 = 1.67 → 2.
    expect([...networkPixels(colour, 1, 1).pixels]).toEqual([100, 2]);
    expect([...networkPixels(colour, 1, 3).pixels]).toEqual([0, 100, 200, 1, 1, 3]);
    expect([...networkPixels(gray(2, 1, [5, 9]), 1, 3).pixels]).toEqual([5, 5, 5, 9, 9, 9]);
  });

  test('takes 16 bits as v/257, so that full scale stays full scale', () => {
    const samples = Uint16Array.from([0, 65535, 257, 128, 129]);
    const image: DecodedPixels = { width: 5, height: 1, channels: 1, samples };
    // 128/257 = 0.498 → 0; 129/257 = 0.502 → 1.
    expect([...networkPixels(image, 1, 1).pixels]).toEqual([0, 255, 1, 0, 1]);
  });

  test('is at least a pixel, and rounds its size', () => {
    expect([scaledLength(512, 0.5), scaledLength(511, 0.5), scaledLength(3, 0.1)]).toEqual([
      256, 256, 1,
    ]);
  });

  test('equals the integral over each output pixel, done the long way', () => {
    const side = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(
        fc.record({
          width: side,
          height: side,
          scale: fc.double({ min: 0.05, max: 1, noNaN: true }),
        }),
        fc.infiniteStream(fc.nat(255)),
        ({ width, height, scale }, values) => {
          const samples = Array.from({ length: width * height }, () => Number(values.next().value));
          const scaled = networkPixels(gray(width, height, samples), scale, 1);
          scaled.pixels.forEach((value, at) => {
            const x = at % scaled.width;
            const y = Math.floor(at / scaled.width);
            const exact = integral(samples, width, height, scaled.width, scaled.height, x, y);
            // ½ for the rounding, and what the long way itself rounds.
            expect(Math.abs(value - exact)).toBeLessThanOrEqual(0.5 + 1e-9);
          });
        },
      ),
    );
  });

  function integral(
    samples: number[],
    w: number,
    h: number,
    W: number,
    H: number,
    x: number,
    y: number,
  ): number {
    let sum = 0;
    for (let row = 0; row < h; row += 1) {
      const tall = Math.min(row + 1, ((y + 1) * h) / H) - Math.max(row, (y * h) / H);
      for (let column = 0; column < w; column += 1) {
        const wide = Math.min(column + 1, ((x + 1) * w) / W) - Math.max(column, (x * w) / W);
        sum += Math.max(0, tall) * Math.max(0, wide) * (samples[row * w + column] ?? 0);
      }
    }
    return (sum * W * H) / (w * h);
  }
});
