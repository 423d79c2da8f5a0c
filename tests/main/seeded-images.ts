import { createHash } from 'node:crypto';
import type { Verdict } from '../../src-shared/dataset/label';
import type { StoredImage } from '../../src-main/decoder-process/decoder-calls';
import { ImageIntake, type PreparedItem } from '../../src-main/services/image-intake';
import type { OpenProject } from '../../src-main/services/project-service';

/** Rows of images without files, 512 × 512, for tests that never look at pixels. */
export function seedImages(
  project: OpenProject,
  images: readonly { readonly texture: string; readonly verdict: Verdict }[],
  prefix = 'seeded',
): void {
  const items = images.map(({ texture, verdict }, index): PreparedItem => {
    const name = `${prefix}-${index}.png`;
    const sha256 = createHash('sha256').update(name).digest('hex');
    const stored: StoredImage = {
      sha256,
      bytes: 1000,
      format: 'png',
      width: 512,
      height: 512,
      channels: 1,
      bitDepth: 8,
      created: false,
    };
    return { stored, image: { stored, name, texture, verdict, ellipses: [] }, skipped: [] };
  });
  const intake = new ImageIntake(project, { path: prefix, format: 'test' });
  for (let start = 0; start < items.length; start += 200) {
    intake.commit(items.slice(start, start + 200));
  }
}
