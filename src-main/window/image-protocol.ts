import { webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { SchemeResponse } from './electron-capabilities';

export const imageScheme = 'vximg';

/** Where the bytes of a stored image lie; rejects or returns null for an image that the project does not have. */
export interface ImageFiles {
  /** Absolute path of the stored original. */
  original(sha256: string): Promise<string | null>;
  /** Absolute path of a picture of the whole image, where no page shows its format; null where there is none. */
  viewable(sha256: string): Promise<string | null>;
  /** Absolute path of its thumbnail, made if need be. */
  thumbnail(sha256: string): Promise<string | null>;
}

export interface ImageAddress {
  readonly sha256: string;
  readonly size: 'original' | 'thumbnail';
}

/**
 * Reads `vximg://<64 hex>/` and `vximg://<64 hex>/?size=thumbnail`; null for anything else. There is no path in such
 * an address, so none can lead anywhere.
 */
export function parseImageAddress(address: string): ImageAddress | null {
  const match = /^vximg:\/\/([0-9a-f]{64})\/(\?size=thumbnail)?$/.exec(address);
  const sha256 = match?.[1];
  if (sha256 === undefined) {
    return null;
  }
  return { sha256, size: match?.[2] === undefined ? 'original' : 'thumbnail' };
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
    return {
      status: 200,
      headers: {
        'content-type': contentType,
        'x-content-type-options': 'nosniff',
        // An address names its bytes by their hash: they never change.
        'cache-control': 'private, max-age=31536000, immutable',
      },
      body: bytes,
    };
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
