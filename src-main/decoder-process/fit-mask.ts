import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { connectedComponents } from '../../src-shared/labelling/connected-components';
import { fitEllipse } from '../../src-shared/labelling/ellipse-fit';
import { allBlack, type FittedEllipse } from './decoder-calls';
import { decodePixels, inspectImage } from './decode-image';
import { networkPixels } from './area-mean';
import { readImageFile } from './read-image-file';

/**
 * A smaller blob is no defect of its own: a speck, or a piece of a thin line that falls apart in pixels (DAGM's
 * Class8/Train/Label/1502_label.PNG is 19 pieces of two).
 */
const speckShare = 0.02;
const speckPixels = 16;

/** One ellipse stands for the whole mask where it fits this well, whatever the number of blobs. */
const goodFit = 0.9;

/**
 * Ellipses for a mask image (white = defect: at least half of full scale, colour by its mean).
 *
 * One ellipse where it fits well; else one for each blob but specks.
 *
 * @throws ExpectedFailure `bad-input` whose message is the reason alone: unreadable, of another size, or all black.
 */
export async function fitMask(
  file: string,
  width: number,
  height: number,
): Promise<readonly FittedEllipse[]> {
  const content = await readImageFile(file);
  const image = await inspectImage(content);
  if (image.width !== width || image.height !== height) {
    throw new ExpectedFailure(
      'bad-input',
      `has ${image.width} × ${image.height} pixels, its image ${width} × ${height}`,
    );
  }
  const { pixels } = networkPixels(await decodePixels(content, image), 1, 1);
  const mask = pixels.map((value) => (value >= 128 ? 1 : 0));
  const whole = fitEllipse(mask, width, height);
  if (whole === null) {
    throw new ExpectedFailure('bad-input', allBlack);
  }
  const fits = [whole];
  if (whole.iou < goodFit) {
    const blobs = connectedComponents(mask, width, height);
    const area = blobs.reduce((sum, blob) => sum + blob.area, 0);
    const defects = blobs.filter((blob) => blob.area >= Math.max(speckPixels, speckShare * area));
    if (defects.length > 1) {
      const single = defects.flatMap((blob) => fitEllipse(blob.mask, width, height) ?? []);
      fits.splice(0, 1, ...single);
    }
  }
  return fits.map(({ ellipse, iou }) => ({ shape: ellipse, iou }));
}
