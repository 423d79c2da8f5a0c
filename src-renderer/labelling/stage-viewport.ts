import type { Bounds } from '../../src-shared/labelling/ellipse';
import type { Point } from '../../src-shared/labelling/ellipse-edit';

/** Width and height, either of an image (pixels) or of the stage (CSS pixels). */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What of the image the stage shows. */
export interface Viewport {
  /** Image coordinates at the stage's top-left corner. */
  readonly x: number;
  readonly y: number;
  /** CSS pixels an image pixel. */
  readonly scale: number;
}

export const smallestScale = 0.02;
export const largestScale = 64;
/** CSS pixels left free around an image that is fitted. */
const margin = 24;

/** The whole image, centred, as large as the stage allows. */
export function fitViewport(image: Size, stage: Size): Viewport {
  const scale = Math.min(
    Math.max(1, stage.width - 2 * margin) / image.width,
    Math.max(1, stage.height - 2 * margin) / image.height,
  );
  return centred(image, stage, clampScale(scale));
}

/** One image pixel a CSS pixel, around the point that is in the middle now, on whole pixels so that it stays crisp. */
export function actualSize(viewport: Viewport, stage: Size): Viewport {
  const middle = toImage(viewport, { x: stage.width / 2, y: stage.height / 2 });
  return {
    x: Math.round(middle.x - stage.width / 2),
    y: Math.round(middle.y - stage.height / 2),
    scale: 1,
  };
}

/** Zooms by a factor; the image point under `at` (CSS pixels on the stage) stays under it. */
export function zoomAt(viewport: Viewport, factor: number, at: Point): Viewport {
  const scale = clampScale(viewport.scale * factor);
  const fixed = toImage(viewport, at);
  return { x: fixed.x - at.x / scale, y: fixed.y - at.y / scale, scale };
}

/** Moves the picture with the pointer by CSS pixels. */
export function panBy(viewport: Viewport, dx: number, dy: number): Viewport {
  return { ...viewport, x: viewport.x - dx / viewport.scale, y: viewport.y - dy / viewport.scale };
}

/** The image point under a point of the stage. */
export function toImage({ x, y, scale }: Viewport, at: Point): Point {
  return { x: x + at.x / scale, y: y + at.y / scale };
}

/** The point of the stage over an image point. */
export function toStage({ x, y, scale }: Viewport, at: Point): Point {
  return { x: (at.x - x) * scale, y: (at.y - y) * scale };
}

/** The SVG viewBox that shows this viewport on this stage: its units are image pixels. */
export function viewBoxOf({ x, y, scale }: Viewport, stage: Size): string {
  return `${x} ${y} ${stage.width / scale} ${stage.height / scale}`;
}

/** The part of the image that the stage shows; all of the image where it shows none. */
export function visiblePart(viewport: Viewport, stage: Size, image: Size): Bounds {
  const end = toImage(viewport, { x: stage.width, y: stage.height });
  const part = {
    left: Math.max(0, viewport.x),
    top: Math.max(0, viewport.y),
    right: Math.min(image.width, end.x),
    bottom: Math.min(image.height, end.y),
  };
  return part.right > part.left && part.bottom > part.top
    ? part
    : { left: 0, top: 0, right: image.width, bottom: image.height };
}

function centred(image: Size, stage: Size, scale: number): Viewport {
  return {
    x: (image.width - stage.width / scale) / 2,
    y: (image.height - stage.height / scale) / 2,
    scale,
  };
}

function clampScale(scale: number): number {
  return Math.min(largestScale, Math.max(smallestScale, scale));
}
