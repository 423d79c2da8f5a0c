import { webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { largestValue, type ValueWindow } from '../../src-shared/labelling/picture-look';
import type { SchemeResponse } from './electron-capabilities';

export const imageScheme = 'vximg';

/** Where the bytes of a stored image lie; rejects or returns null for an image that the project does not have. */
export interface ImageFiles {
  /** Absolute path of the stored original. */
  original(sha256: string): Promise<string | null>;
  /** Absolute path of a picture of the whole image, where no page shows its format; null where there is none. */
  viewable(sha256: string): Promise<string | null>;
  /** A picture of some of its values, spread from black to white, as PNG; null for an image that is not there. */
  windowed(sha256: string, window: ValueWindow): Promise<Buffer | null>;
  /** Absolute path of its thumbnail, made if need be. */
  thumbnail(sha256: string): Promise<string | null>;
}

export interface ImageAddress {
  readonly sha256: string;
  readonly size: 'original' | 'thumbnail' | ValueWindow;
}

/**
 * Reads `vximg://<64 hex>/`, `vximg://<64 hex>/?size=thumbnail` and `vximg://<64 hex>/?low=0&high=65535`, whose window
 * has 0 ≤ low < high ≤ 65535; null for anything else. There is no path in such an address, so none can lead anywhere.
 */
export function parseImageAddress(address: string): ImageAddress | null {
  const [, sha256, query] = /^vximg:\/\/([0-9a-f]{64})\/(\?.*)?$/.exec(address) ?? [];
  if (sha256 === undefined) {
    return null;
  }
  if (query === undefined) {
    return { sha256, size: 'original' };
  }
  if (query === '?size=thumbnail') {
    return { sha256, size: 'thumbnail' };
  }
  const window = parseWindow(query);
  return window === null ? null : { sha256, size: window };
}

function parseWindow(query: string): ValueWindow | null {
  const [, lowText, highText] =
    /^\?low=(0|[1-9][0-9]{0,4})&high=([1-9][0-9]{0,4})$/.exec(query) ?? [];
  const [low, high] = [Number(lowText), Number(highText)];
  return low < high && high <= largestValue ? { low, high } : null;
}

/**
 * The type that the bytes themselves show; null for what a page must not be given. SVG is not among them: it can
 * carry scripts and references.
 */
export function sniffImageType(bytes: Uint8Array): string | null {
  const startsWith = (signature: readonly number[], offset = 0): boolean =>
    signature.every((byte, index) => bytes[offset + index] === byte);

  if (startsWith([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) {
    return 'image/png';
  }
  if (startsWith([0xff, 0xd8, 0xff])) {
    return 'image/jpeg';
  }
  if (startsWith([0x42, 0x4d])) {
    return 'image/bmp';
  }
  if (startsWith([0x52, 0x49, 0x46, 0x46]) && startsWith([0x57, 0x45, 0x42, 0x50], 8)) {
    return 'image/webp';
  }
  return null;
}

/**
 * Answers one request for an image: 400 for a malformed address, 404 for an unknown one, 415 for what is no image, 409
 * for an original whose bytes are not those of its address: a damaged image is not to be labelled unawares.
 */
export function imageServer(
  files: () => ImageFiles | null,
): (address: string, method: string) => Promise<SchemeResponse> {
  return async (address, method) => {
    const image = method === 'GET' ? parseImageAddress(address) : null;
    if (image === null) {
      return refusal(400);
    }
    const project = files();
    if (project === null) {
      return refusal(404);
    }
    if (typeof image.size === 'object') {
      const picture = await project.windowed(image.sha256, image.size);
      return picture === null ? refusal(404) : shown(picture, 'image/png');
    }
    const file = await (image.size === 'original'
      ? project.original(image.sha256)
      : project.thumbnail(image.sha256));
    if (file === null) {
      return refusal(404);
    }
    let bytes = await readFile(file);
    if (image.size === 'original' && (await sha256Of(bytes)) !== image.sha256) {
      return refusal(409);
    }
    let contentType = sniffImageType(bytes);
    if (contentType === null && image.size === 'original') {
      const picture = await project.viewable(image.sha256);
      bytes = picture === null ? bytes : await readFile(picture);
      contentType = sniffImageType(bytes);
    }
    if (contentType === null) {
      return refusal(415);
    }
    return shown(bytes, contentType);
  };
}

function shown(body: Buffer, contentType: string): SchemeResponse {
  return {
    status: 200,
    headers: {
      'content-type': contentType,
      'x-content-type-options': 'nosniff',
      // An address names its bytes by their hash: they never change.
      'cache-control': 'private, max-age=31536000, immutable',
    },
    body,
  };
}

/** Lower-case hex; worked out beside the event loop, since an image may be large. */
async function sha256Of(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex');
}

function refusal(status: 400 | 404 | 409 | 415): SchemeResponse {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
    body: Buffer.alloc(0),
  };
}
