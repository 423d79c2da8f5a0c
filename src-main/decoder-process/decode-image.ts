import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { saidFailure } from '../../src-shared/sentences/english';
import type { DecodedFormat, InspectedImage } from './decoder-calls';
import { bmpLayout, bmpPixels } from './read-bmp';
import { maxImagePixels, maxImageSide } from './image-limits';
import type { ImageBytes } from './read-image-file';
import { sharp } from './sharp-library';

// libvips reads many formats, some by libraries that were never made for foreign files: only the four of it that we
// keep, and only from memory. The fifth is BMP, see read-bmp.ts.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadTiffBuffer',
    'VipsForeignLoadWebpBuffer',
  ],
});
// The pool of decoder processes shares the cores; within one, an image is one thread's work.
sharp.concurrency(1);
sharp.cache(false);

/** Upright pixels, 8 or 16 bits a sample, gray (1 channel) or RGB (3), row by row, without alpha. */
export interface DecodedPixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly samples: Uint8Array | Uint16Array;
}

const options = {
  limitInputPixels: maxImagePixels,
  // Truncated files are errors, not half images.
  failOn: 'error',
  // Pixels as a viewer shows them, whatever way the camera was held.
  autoOrient: true,
  // What a profile makes of the values depends on a library's version; the rule is that of area-mean.ts.
  ignoreIcc: true,
} as const;

/**
 * What the header says, checked against the limits.
 *
 * @throws ExpectedFailure `bad-input` whose message is the reason alone.
 */
export async function inspectImage({ bytes, sha256 }: ImageBytes): Promise<InspectedImage> {
  const format = recognisedFormat(bytes);
  if (format === 'bmp') {
    const { width, height, channels } = bmpLayout(bytes);
    return { sha256, bytes: bytes.length, format, width, height, channels, bitDepth: 8 };
  }
  const header = await sharp(bytes, options).metadata().catch(refuse);
  const { space, depth } = header;
  const { width, height } = header.autoOrient;
  if (depth !== 'uchar' && depth !== 'ushort') {
    throw new ExpectedFailure(
      'bad-input',
      `has samples of the type ${depth}; 8 and 16 bits are read`,
    );
  }
  return {
    sha256,
    bytes: bytes.length,
    format,
    width,
    height,
    channels: space === 'b-w' || space === 'grey16' ? 1 : 3,
    bitDepth: depth === 'ushort' ? 16 : 8,
  };
}

/**
 * Decodes a whole image.
 *
 * @throws ExpectedFailure `bad-input` whose message is the reason alone, where any part of it is broken.
 */
export async function decodePixels(
  { bytes }: ImageBytes,
  image: InspectedImage,
): Promise<DecodedPixels> {
  if (image.format === 'bmp') {
    const { width, height, channels } = image;
    return { width, height, channels, samples: bmpPixels(bmpLayout(bytes)) };
  }
  const is16 = image.bitDepth === 16;
  const gray = image.channels === 1;
  const space = gray ? (is16 ? 'grey16' : 'b-w') : is16 ? 'rgb16' : 'srgb';
  const { data, info } = await sharp(bytes, options)
    .toColourspace(space)
    .removeAlpha()
    .raw({ depth: is16 ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch(refuse);
  if (
    info.width !== image.width ||
    info.height !== image.height ||
    info.channels !== image.channels
  ) {
    // E.g. a TIFF with more channels than colour has.
    throw new ExpectedFailure(
      'bad-input',
      `has ${info.channels} channels of a kind that is not read; save it as gray or RGB`,
    );
  }
  return {
    width: image.width,
    height: image.height,
    channels: image.channels,
    samples: is16 ? sixteenBits(data) : data,
  };
}

/** The same bytes as numbers of this machine's order; a copy where they do not lie on an even address. */
function sixteenBits(data: Buffer): Uint16Array {
  const aligned = data.byteOffset % 2 === 0 ? data : Uint8Array.from(data);
  return new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.length / 2);
}

function recognisedFormat(bytes: Buffer): DecodedFormat {
  const start = bytes.subarray(0, 12).toString('latin1');
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (start.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (start.startsWith('II*\0') || start.startsWith('MM\0*')) return 'tiff';
  if (start.startsWith('RIFF') && start.endsWith('WEBP')) return 'webp';
  if (start.startsWith('BM')) return 'bmp';
  throw saidFailure('bad-input', 'fileNoImage');
}

function refuse(error: unknown): never {
  if (!(error instanceof Error)) {
    throw error;
  }
  if (error.message.includes('exceeds pixel limit')) {
    throw new ExpectedFailure(
      'bad-input',
      `has more pixels than ${maxImageSide} × ${maxImageSide}, the most that is read`,
    );
  }
  // libvips names its module, then the finding; one line is enough for a list.
  const finding = error.message.replace(/\s+/g, ' ').trim();
  throw new ExpectedFailure('bad-input', `is a broken or truncated image (${finding})`);
}
