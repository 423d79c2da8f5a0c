import { decode } from 'bmp-ts';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { saidFailure } from '../../src-shared/sentences/english';
import { maxImageSide } from './image-limits';

/** An uncompressed BMP of 1, 8, 24 or 32 bits a pixel, as its header has it. */
export interface BmpLayout {
  readonly width: number;
  readonly height: number;
  /** 1 where the palette is gray. */
  readonly channels: 1 | 3;
  readonly bitsPerPixel: 1 | 8 | 24 | 32;
  /** Whether the first row is the lowest. */
  readonly bottomUp: boolean;
  /** Blue, green, red and nothing, of each of 2ⁿ colours; empty from 24 bits on. */
  readonly palette: Buffer;
  /** The rows, each filled up to whole 4 bytes. */
  readonly rows: Buffer;
}

const fileHeaderBytes = 14;
/** Sizes of the information header from Windows 3 on. */
const headerBytes = [40, 52, 56, 108, 124];
const plainHeaderBytes = 40;
const compressionNone = 0;
const compressionMasks = 3;
/** Where red, green and blue lie in 32 bits, for everybody who writes BMP with masks. */
const usualMasks = [0x00ff0000, 0x0000ff00, 0x000000ff];

/**
 * Reads the header of a BMP file and finds its pixels, all within the file.
 *
 * @throws ExpectedFailure `bad-input` whose message is the reason alone.
 */
export function bmpLayout(bytes: Buffer): BmpLayout {
  const info = fileHeaderBytes;
  if (bytes.length < info + plainHeaderBytes) throw truncated();
  const size = bytes.readUInt32LE(info);
  const width = bytes.readInt32LE(info + 4);
  const signedHeight = bytes.readInt32LE(info + 8);
  const bits = bytes.readUInt16LE(info + 14);
  const compression = bytes.readUInt32LE(info + 16);
  const height = Math.abs(signedHeight);
  if (!headerBytes.includes(size) || (bits !== 1 && bits !== 8 && bits !== 24 && bits !== 32)) {
    throw unknownKind(`of ${bits} bits a pixel with a header of ${size} bytes`);
  }
  if (width <= 0 || height === 0) {
    throw new ExpectedFailure('bad-input', `is a broken BMP image (${width} × ${height} pixels)`);
  }
  if (width * height > maxImageSide * maxImageSide) {
    throw new ExpectedFailure(
      'bad-input',
      `has more pixels than ${maxImageSide} × ${maxImageSide}, the most that is read`,
    );
  }
  const masked = compression === compressionMasks && bits === 32;
  if (compression !== compressionNone && !masked) throw unknownKind('that is compressed');
  const maskBytes = masked && size === plainHeaderBytes ? 12 : 0;
  if (masked) {
    const at = info + plainHeaderBytes;
    if (bytes.length < at + 12) throw truncated();
    if (!usualMasks.every((mask, i) => bytes.readUInt32LE(at + 4 * i) === mask)) {
      throw unknownKind('with unusual colour masks');
    }
  }
  const palette = paletteOf(bytes, info + size + maskBytes, bits);
  const start = bytes.readUInt32LE(10);
  const end = start + height * Math.ceil((width * bits) / 32) * 4;
  if (start < info + size || bytes.length < end) throw truncated();
  return {
    width,
    height,
    channels: bits <= 8 && isGray(palette) ? 1 : 3,
    bitsPerPixel: bits,
    bottomUp: signedHeight > 0,
    palette,
    rows: bytes.subarray(start, end),
  };
}

/**
 * The pixels of a BMP image, row by row from the top, 8 bits a sample; a fourth byte of each pixel is passed over.
 *
 * bmp-ts takes the rows to follow the palette at once and colours to be whole: it is given such a file, made of the
 * parts that were found and checked.
 */
export function bmpPixels({ rows, palette, channels, ...layout }: BmpLayout): Uint8Array {
  const { width, height, bitsPerPixel, bottomUp } = layout;
  const header = Buffer.alloc(fileHeaderBytes + plainHeaderBytes);
  const start = header.length + palette.length;
  header.write('BM', 'latin1');
  header.writeUInt32LE(start + rows.length, 2);
  header.writeUInt32LE(start, 10);
  header.writeUInt32LE(plainHeaderBytes, fileHeaderBytes);
  header.writeInt32LE(width, fileHeaderBytes + 4);
  header.writeInt32LE(bottomUp ? height : -height, fileHeaderBytes + 8);
  header.writeUInt16LE(1, fileHeaderBytes + 12);
  header.writeUInt16LE(bitsPerPixel, fileHeaderBytes + 14);
  // Alpha, blue, green, red of each pixel.
  const { data } = decode(Buffer.concat([header, palette, rows]));
  const pixels = new Uint8Array(width * height * channels);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let channel = 0; channel < channels; channel += 1) {
      pixels[pixel * channels + channel] = data[pixel * 4 + 3 - channel] ?? 0;
    }
  }
  return pixels;
}

/** The colours of an image of 1 or 8 bits, filled up with black to 2ⁿ. */
function paletteOf(bytes: Buffer, start: number, bits: number): Buffer {
  if (bits > 8) return Buffer.alloc(0);
  const whole = 2 ** bits;
  const given = bytes.readUInt32LE(fileHeaderBytes + 32);
  const colours = given === 0 ? whole : given;
  if (colours > whole) throw unknownKind(`with ${colours} colours in its palette`);
  if (bytes.length < start + 4 * colours) throw truncated();
  const palette = Buffer.alloc(4 * whole);
  bytes.copy(palette, 0, start, start + 4 * colours);
  return palette;
}

function isGray(palette: Buffer): boolean {
  for (let at = 0; at < palette.length; at += 4) {
    if (palette[at] !== palette[at + 1] || palette[at] !== palette[at + 2]) return false;
  }
  return true;
}

function truncated(): ExpectedFailure {
  return saidFailure('bad-input', 'fileBrokenBmp');
}

function unknownKind(kind: string): ExpectedFailure {
  return new ExpectedFailure('bad-input', `is a BMP image ${kind}; save it as PNG to import it`);
}
