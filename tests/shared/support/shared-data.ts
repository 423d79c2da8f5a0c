import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

/** Real images beside the checkout; absent on most computers. */
export const sharedData = join(dirname(fileURLToPath(import.meta.url)), '../../../../shared/data');

/** Whether the folder is there; says on the console that its tests are skipped where it is not. */
export function hasSharedData(folder: string): boolean {
  const there = existsSync(join(sharedData, folder));
  if (!there) {
    console.log(`Skipped: the real images of ${folder} are not on this computer.`);
  }
  return there;
}

export interface GrayImage {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Decodes to one byte a pixel, row by row. */
export async function readGray(file: string): Promise<GrayImage> {
  const { data, info } = await sharp(file)
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 1) {
    throw new Error(`${file} decoded to ${info.channels} channels.`);
  }
  return { pixels: new Uint8Array(data), width: info.width, height: info.height };
}
