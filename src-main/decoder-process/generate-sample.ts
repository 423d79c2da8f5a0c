import { createHash } from 'node:crypto';
import type { DecoderArgument, DecoderResult } from './decoder-calls';
import { inspectImage } from './decode-image';
import { hashOfPixels } from './hash-image';
import { generateSampleImage } from './sample/sample-image';
import { keepBytes } from './store-image';
import { sharp } from './sharp-library';

/** Generates one image with its ellipses, and keeps it as 8-bit gray PNG in the content-addressed store. */
export async function generateSample({
  imagesFolder,
  ...recipe
}: DecoderArgument<'generate-sample'>): Promise<DecoderResult<'generate-sample'>> {
  const { pixels, ellipses } = generateSampleImage(recipe);
  const bytes = await sharp(pixels, {
    raw: { width: recipe.size, height: recipe.size, channels: 1 },
  })
    .toColourspace('b-w')
    .png({ compressionLevel: 4 })
    .toBuffer();
  const content = { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
  const image = await inspectImage(content);
  const decoded = {
    width: recipe.size,
    height: recipe.size,
    channels: 1,
    samples: pixels,
  } as const;
  const perceptualHash = hashOfPixels(decoded);
  const created = await keepBytes(content, image, imagesFolder);
  return { image: { ...image, created, perceptualHash }, ellipses };
}
