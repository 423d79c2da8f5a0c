import { ellipseBounds, type Bounds, type Ellipse } from '../../src-shared/labelling/ellipse';
import { fitEllipse } from '../../src-shared/labelling/ellipse-fit';
import { intersectionOverUnion, rasterise } from '../../src-shared/labelling/ellipse-mask';
import { fillPolygon, fillRuns } from '../../src-shared/labelling/region-mask';
import { assertNever } from '../../src-shared/assert-never';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { decodePixels, inspectImage } from './decode-image';
import type { FittedEllipse, Region } from './decoder-calls';
import { whitePixels } from './fit-mask';

/**
 * The ellipse of a region; null where it covers no pixel's centre of the image.
 *
 * Only a window around the region is looked at, so that many small regions of a large image cost little: as wide again as
 * the region on each side, since an ellipse is searched beyond the region where the image's border cuts it.
 */
export async function fitRegion(
  region: Region,
  width: number,
  height: number,
): Promise<FittedEllipse | null> {
  const full = await filled(region, width, height);
  const bounds = maskBounds(full, width, height);
  if (bounds === null) {
    return null;
  }
  const margin = 8 + Math.max(bounds.right - bounds.left, bounds.bottom - bounds.top);
  const near = clipped(bounds, margin, width, height);
  const fit = fitEllipse(
    cropped(full, width, near),
    near.right - near.left,
    near.bottom - near.top,
  );
  if (fit === null) {
    return null;
  }
  const shape = { ...fit.ellipse, x: fit.ellipse.x + near.left, y: fit.ellipse.y + near.top };
  return { shape, iou: overlap(shape, full, bounds, width, height) };
}

/** @returns height × width bytes, row by row: 1 inside, 0 outside; all 0 for a picture that cannot be decoded. */
async function filled(region: Region, width: number, height: number): Promise<Uint8Array> {
  switch (region.kind) {
    case 'runs':
      return fillRuns(region.counts, width, height);
    case 'polygon':
      return fillPolygon(region.rings, width, height);
    case 'picture':
      return pasted(region, width, height);
    default:
      return assertNever(region);
  }
}

async function pasted(
  { base64, left, top }: Extract<Region, { kind: 'picture' }>,
  width: number,
  height: number,
): Promise<Uint8Array> {
  const full = new Uint8Array(width * height);
  const content = { bytes: Buffer.from(base64, 'base64'), sha256: '' };
  try {
    const image = await inspectImage(content);
    const mask = whitePixels(await decodePixels(content, image), image.format);
    mask.forEach((value, at) => {
      const x = left + (at % image.width);
      const y = top + Math.floor(at / image.width);
      if (value === 1 && x >= 0 && x < width && y >= 0 && y < height) full[y * width + x] = 1;
    });
  } catch (error) {
    if (!(error instanceof ExpectedFailure)) throw error;
  }
  return full;
}

/** IoU over a window that holds both, so that what the ellipse covers beyond the first one counts. */
function overlap(
  shape: Ellipse,
  full: Uint8Array,
  mask: Bounds,
  width: number,
  height: number,
): number {
  const ellipse = ellipseBounds(shape);
  const both = {
    left: Math.min(mask.left, Math.floor(ellipse.left)),
    top: Math.min(mask.top, Math.floor(ellipse.top)),
    right: Math.max(mask.right, Math.ceil(ellipse.right)),
    bottom: Math.max(mask.bottom, Math.ceil(ellipse.bottom)),
  };
  const view = clipped(both, 1, width, height);
  const moved = { ...shape, x: shape.x - view.left, y: shape.y - view.top };
  return intersectionOverUnion(
    rasterise([moved], view.right - view.left, view.bottom - view.top),
    cropped(full, width, view),
  );
}

function clipped(bounds: Bounds, margin: number, width: number, height: number): Bounds {
  return {
    left: Math.max(0, bounds.left - margin),
    top: Math.max(0, bounds.top - margin),
    right: Math.min(width, bounds.right + margin),
    bottom: Math.min(height, bounds.bottom + margin),
  };
}

function cropped(mask: Uint8Array, width: number, bounds: Bounds): Uint8Array {
  const { left, top, right, bottom } = bounds;
  const columns = right - left;
  const part = new Uint8Array(columns * (bottom - top));
  for (let row = top; row < bottom; row += 1) {
    part.set(mask.subarray(row * width + left, row * width + right), (row - top) * columns);
  }
  return part;
}

/** The tightest window around what is set, whole pixels; null where nothing is. */
function maskBounds(mask: Uint8Array, width: number, height: number): Bounds | null {
  let left = width;
  let right = 0;
  let top = height;
  let bottom = 0;
  for (let row = 0; row < height; row += 1) {
    const line = mask.subarray(row * width, (row + 1) * width);
    const first = line.indexOf(1);
    if (first !== -1) {
      left = Math.min(left, first);
      right = Math.max(right, line.lastIndexOf(1) + 1);
      top = Math.min(top, row);
      bottom = row + 1;
    }
  }
  return right === 0 ? null : { left, top, right, bottom };
}
