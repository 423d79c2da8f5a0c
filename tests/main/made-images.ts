import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** Writes a file and the folders above it. */
export function writeTo(file: string, content: Uint8Array | string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** A gray PNG whose pixels follow from `seed`: two seeds give two images. */
export async function grayPng(seed: number, width = 64, height = 64): Promise<Buffer> {
  const pixels = Uint8Array.from({ length: width * height }, (_, i) => (i * 7 + seed * 13) % 251);
  pixels[0] = seed % 256;
  pixels[1] = Math.floor(seed / 256);
  return grayImage(pixels, width, height);
}

/** A PNG of given gray pixels. */
export async function grayImage(
  pixels: Uint8Array,
  width: number,
  height: number,
): Promise<Buffer> {
  return sharp(pixels, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
}

/** A mask with a white disc, or all black for radius 0. */
export async function maskPng(width: number, height: number, radius: number): Promise<Buffer> {
  const pixels = Uint8Array.from({ length: width * height }, (_, i) => {
    const dx = (i % width) + 0.5 - width / 2;
    const dy = Math.floor(i / width) + 0.5 - height / 2;
    return dx * dx + dy * dy <= radius * radius ? 255 : 0;
  });
  return grayImage(pixels, width, height);
}

/** A well-formed PNG of a few bytes whose header claims this size. */
export function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** One chunk of a PNG, with its checksum. */
export function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32Of(named), named.length + 4);
  return framed;
}

/** The checksum of PNG (ISO 3309), bit by bit; `zlib.crc32` came after the oldest Node that runs the tests. */
function crc32Of(bytes: Uint8Array): number {
  let remainder = 0xffffffff;
  for (const byte of bytes) {
    remainder ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
    }
  }
  return (remainder ^ 0xffffffff) >>> 0;
}
