import { describe, expect, test } from 'vitest';
import { bmpLayout, bmpPixels } from '../../../src-main/decoder-process/read-bmp';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { bmpFile } from '../bmp-file';

const grays = [0, 64, 255, 128, 7, 64].map((value) => [value, value, value]);
const [red, white, black] = [
  [255, 0, 0],
  [255, 255, 255],
  [0, 0, 0],
] as const;
/** Five wide, so that the rows of every depth are filled up. */
const flag = [red, white, black, red, white, white, white, red, black, black];

function reasonFor(bytes: Buffer): string {
  try {
    bmpPixels(bmpLayout(bytes));
  } catch (error) {
    if (error instanceof ExpectedFailure) return error.failure.message;
    throw error;
  }
  return 'was read';
}

describe('a BMP image', () => {
  test.each([
    ['of 24 bits', { bits: 24 }],
    ['of 24 bits, from the top down', { bits: 24, topDown: true }],
    ['of 32 bits', { bits: 32 }],
    [
      'of 32 bits with masks, as newer programs write it',
      { bits: 32, headerBytes: 124, compression: 3 },
    ],
    ['of 8 bits with a palette', { bits: 8, palette: [white, red, black] }],
    ['whose rows lie further back', { bits: 8, palette: [white, red, black], gap: 6 }],
  ] as const)('%s gives its colours', (_, options) => {
    const layout = bmpLayout(bmpFile(flag, 5, options));
    expect(layout).toMatchObject({ width: 5, height: 2, channels: 3 });
    expect([...bmpPixels(layout)]).toEqual(flag.flat());
  });

  test('with a gray palette is gray, whatever the order of the palette', () => {
    const palette = Array.from({ length: 256 }, (_, i) => [255 - i, 255 - i, 255 - i]);
    const layout = bmpLayout(bmpFile(grays, 3, { bits: 8, palette }));
    expect(layout).toMatchObject({ width: 3, height: 2, channels: 1 });
    expect([...bmpPixels(layout)]).toEqual([0, 64, 255, 128, 7, 64]);
  });

  test('of one bit is black and white', () => {
    const bits = [0, 255, 255, 0, 255, 0, 0, 0, 255, 255].map((value) => [value, value, value]);
    const layout = bmpLayout(bmpFile(bits, 10, { bits: 1, palette: [black, white] }));
    expect(layout.channels).toBe(1);
    expect([...bmpPixels(layout)]).toEqual(bits.map(([value]) => value));
  });

  test('whose rows name colours that its palette does not have shows black there', () => {
    const file = bmpFile(grays.slice(0, 1), 1, {
      bits: 8,
      palette: [
        [0, 0, 0],
        [9, 9, 9],
      ],
    });
    file[file.length - 4] = 200;
    expect([...bmpPixels(bmpLayout(file))]).toEqual([0]);
  });

  test.each([
    ['cut off in its rows', (file: Buffer) => file.subarray(0, file.length - 1)],
    ['cut off in its header', (file: Buffer) => file.subarray(0, 30)],
    ['whose rows begin in its header', (file: Buffer) => (file.writeUInt32LE(20, 10), file)],
    ['whose rows begin beyond its end', (file: Buffer) => (file.writeUInt32LE(2 ** 31, 10), file)],
  ] as const)('%s is refused', (_, spoil) => {
    expect(reasonFor(spoil(bmpFile(flag, 5, { bits: 24 })))).toBe(
      'is a broken or truncated image (BMP)',
    );
  });

  test.each([
    ['without width', 18, 0, 'is a broken BMP image (0 × 2 pixels)'],
    [
      'that claims 2,147,483,647 pixels a row',
      18,
      2 ** 31 - 1,
      'has more pixels than 8192 × 8192, the most that is read',
    ],
    ['that is compressed', 30, 1, 'is a BMP image that is compressed; save it as PNG to import it'],
    [
      'of 4 bits',
      28,
      4,
      'is a BMP image of 4 bits a pixel with a header of 40 bytes; save it as PNG to import it',
    ],
  ] as const)('%s is refused', (_, at, value, reason) => {
    const file = bmpFile(flag, 5, { bits: 24 });
    if (at === 28) file.writeUInt16LE(value, at);
    else file.writeUInt32LE(value, at);
    expect(reasonFor(file)).toBe(reason);
  });
});
