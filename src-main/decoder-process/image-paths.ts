import { join } from 'node:path';
import type { DecodedFormat } from './decoder-calls';

const extensions: Readonly<Record<DecodedFormat, string>> = {
  png: 'png',
  jpeg: 'jpg',
  tiff: 'tif',
  webp: 'webp',
  bmp: 'bmp',
};

/** `images/ab/abcd….png` below the project's images folder. */
export function storedImagePath(
  imagesFolder: string,
  sha256: string,
  format: DecodedFormat,
): string {
  return join(imagesFolder, sha256.slice(0, 2), `${sha256}.${extensions[format]}`);
}

/** `thumbnails/ab/abcd….webp` below the project's folder. */
export function thumbnailPath(projectFolder: string, sha256: string): string {
  return join(projectFolder, 'thumbnails', sha256.slice(0, 2), `${sha256}.webp`);
}

/** `thumbnails/ab/abcd….png`: the whole image, where a page cannot show its format. */
export function viewablePath(projectFolder: string, sha256: string): string {
  return join(projectFolder, 'thumbnails', sha256.slice(0, 2), `${sha256}.png`);
}

/** Where files grow before they get their name; what lies here after a crash is nobody's. */
export function growingFolder(imagesFolder: string): string {
  return join(imagesFolder, 'growing');
}
