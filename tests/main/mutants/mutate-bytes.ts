import type { RandomStream } from '../../../src-shared/dataset/random';
import { pick, type Mutation } from './mutate-text';

/** Sizes and counts in headers of images. */
const extremes = [
  0, 1, 2, 0x7f, 0xff, 0x7fff, 0xffff, 8192, 8193, 0x7fffffff, 0x80000000, 0xffffffff,
];

/** Starts of other formats. */
const starts = [
  '\x89PNG\r\n\x1a\n',
  '\xff\xd8\xff',
  'II*\0',
  'MM\0*',
  'RIFF\0\0\0\0WEBP',
  'BM',
  'GIF89a',
  '%PDF',
  '<svg',
];

/** Changes bytes of an image file, its header more often than the rest. */
export function mutateBytes(bytes: Buffer, random: RandomStream): Mutation<Buffer> {
  const content = Buffer.from(bytes);
  const inHeader = random.integer(2) === 0;
  const at = random.integer(Math.max(1, inHeader ? Math.min(64, content.length) : content.length));
  switch (random.integer(9)) {
    case 0:
    case 1: {
      if (content.length === 0) return { content, what: 'nothing' };
      const bit = random.integer(8);
      content[at] = (content[at] ?? 0) ^ (1 << bit);
      return { content, what: `bit ${bit} of byte ${at}` };
    }
    case 2:
    case 3: {
      const value = pick(random, extremes);
      const size = pick(random, [1, 2, 4]);
      if (at + size > content.length) return { content, what: 'nothing' };
      const cut = size === 4 ? value : value & (2 ** (8 * size) - 1);
      if (random.integer(2) === 0) content.writeUIntLE(cut, at, size);
      else content.writeUIntBE(cut, at, size);
      return { content, what: `${cut} in ${size} bytes at ${at}` };
    }
    case 4: {
      const length = random.integer(content.length + 1);
      return { content: content.subarray(0, length), what: `cut off after ${length}` };
    }
    case 5: {
      const piece = content.subarray(at, at + 1 + random.integer(64));
      const place = random.integer(content.length + 1);
      const parts = [content.subarray(0, place), piece, content.subarray(place)];
      return { content: Buffer.concat(parts), what: `${piece.length} bytes of ${at} at ${place}` };
    }
    case 6: {
      const length = 1 + random.integer(32);
      const parts = [content.subarray(0, at), content.subarray(at + length)];
      return { content: Buffer.concat(parts), what: `${length} bytes out at ${at}` };
    }
    case 7: {
      const start = Buffer.from(pick(random, starts), 'latin1');
      start.copy(content);
      return { content, what: `starts like ${JSON.stringify(start.toString('latin1'))}` };
    }
    default: {
      const junk = Buffer.from(
        Array.from({ length: random.integer(200) }, () => random.integer(256)),
      );
      const parts = [content.subarray(0, at), junk];
      return { content: Buffer.concat(parts), what: `${junk.length} bytes of junk from ${at} on` };
    }
  }
}
