import type { Ellipse } from '../../src-shared/labelling/ellipse';
import { rasterise } from '../../src-shared/labelling/ellipse-mask';
import { writeDurably } from './durable-file';
import { sharp } from './sharp-library';
import { dirname } from 'node:path';

/** Writes an 8-bit gray PNG: 255 where a pixel's centre lies in an ellipse, 0 elsewhere. */
export async function writeMask(
  ellipses: readonly Ellipse[],
  width: number,
  height: number,
  out: string,
): Promise<null> {
  const mask = rasterise(ellipses, width, height).map((value) => value * 255);
  const png = await sharp(mask, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
  await writeDurably(out, png, dirname(out));
  return null;
}
