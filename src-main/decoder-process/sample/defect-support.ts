import type { RandomStream } from '../../../src-shared/dataset/random';
import type { Ellipse } from '../../../src-shared/labelling/ellipse';
import type { Point } from '../../../src-shared/labelling/ellipse-edit';
import { enclosingEllipse } from '../../../src-shared/labelling/enclosing-ellipse';
import { between } from './sample-texture';

/** Where a defect is: a weight for each pixel of a box that may reach beyond the image. */
export interface DefectSupport {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** height × width weights, 0 … 1, row by row; 0 where the surface is sound. */
  readonly weights: Float32Array;
}

/** An irregular patch with soft edges. */
export function blobSupport(
  random: RandomStream,
  centre: Point,
  radius: number,
  elongation: number,
): DefectSupport {
  const angle = between(random, 0, Math.PI);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const long = radius * Math.sqrt(elongation);
  const short = radius / Math.sqrt(elongation);
  const lobes = [2, 3, 5].map((order) => ({
    order,
    depth: between(random, 0, 0.5 / order),
    phase: between(random, 0, 2 * Math.PI),
  }));
  const edge = 2.5;
  return drawSupport(centre, 1.6 * long + edge, (dx, dy) => {
    const u = (dx * cos + dy * sin) / long;
    const v = (dy * cos - dx * sin) / short;
    const direction = Math.atan2(v, u);
    const rim = lobes.reduce(
      (sum, { order, depth, phase }) => sum + depth * Math.cos(order * direction + phase),
      1,
    );
    return smoothStep(((rim - Math.hypot(u, v)) * short) / edge);
  });
}

/** A bent line of a few pixels' width that thins out towards its ends. */
export function strokeSupport(
  random: RandomStream,
  centre: Point,
  length: number,
  width: number,
): DefectSupport {
  const angle = between(random, 0, 2 * Math.PI);
  const bow = between(random, -0.3, 0.3) * length;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const steps = 32;
  const line = Array.from({ length: steps + 1 }, (_, i) => {
    const t = (2 * i) / steps - 1;
    const u = (t * length) / 2;
    const v = bow * (0.5 - t * t);
    return { x: u * cos - v * sin, y: u * sin + v * cos, t };
  });
  return drawSupport(centre, length / 2 + Math.abs(bow) + width, (dx, dy) => {
    let weight = 0;
    for (let i = 0; i < steps; i += 1) {
      const from = line[i];
      const to = line[i + 1];
      if (from !== undefined && to !== undefined) {
        const half = (width / 2) * (1 - 0.45 * from.t * from.t);
        const distance = segmentDistance(dx, dy, from, to);
        weight = Math.max(weight, smoothStep((half + 0.6 - distance) / 1.2));
      }
    }
    return weight;
  });
}

/** Small round dots gathered about a line. */
export function clusterSupport(
  random: RandomStream,
  centre: Point,
  length: number,
  dotRadius: number,
): DefectSupport {
  const angle = between(random, 0, Math.PI);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const dots = Array.from({ length: 9 + random.integer(10) }, () => {
    const u = between(random, -0.5, 0.5) * length;
    const v = 0.09 * length * random.gaussian();
    return {
      x: u * cos - v * sin,
      y: u * sin + v * cos,
      radius: dotRadius * between(random, 0.6, 1.4),
    };
  });
  return drawSupport(centre, length, (dx, dy) =>
    dots.reduce(
      (weight, { x, y, radius }) =>
        Math.max(weight, smoothStep((radius + 0.5 - Math.hypot(dx - x, dy - y)) / 1.2)),
      0,
    ),
  );
}

/**
 * The tightest ellipse around every pixel of the support, whole pixels and not only their centres.
 *
 * @throws Error for a support without pixels: the shapes above always have some.
 */
export function supportEllipse({ left, top, width, height, weights }: DefectSupport): Ellipse {
  const corners: Point[] = [];
  for (let row = 0; row < height; row += 1) {
    const line = weights.subarray(row * width, (row + 1) * width);
    const first = line.findIndex((weight) => weight > 0);
    if (first >= 0) {
      let last = width - 1;
      while (line[last] === 0) {
        last -= 1;
      }
      for (const y of [top + row, top + row + 1]) {
        corners.push({ x: left + first, y }, { x: left + last + 1, y });
      }
    }
  }
  const ellipse = enclosingEllipse(corners);
  if (ellipse === null) {
    throw new Error(`A defect at ${left}, ${top} has no pixels.`);
  }
  return ellipse;
}

/** Share of the support's weight that lies inside the image; 0 … 1. */
export function visibleShare(
  { left, top, width, weights }: DefectSupport,
  imageSize: number,
): number {
  let all = 0;
  let visible = 0;
  weights.forEach((weight, i) => {
    const x = left + (i % width);
    const y = top + Math.floor(i / width);
    all += weight;
    visible += x >= 0 && y >= 0 && x < imageSize && y < imageSize ? weight : 0;
  });
  return all > 0 ? visible / all : 0;
}

function drawSupport(
  centre: Point,
  reach: number,
  weightAt: (dx: number, dy: number) => number,
): DefectSupport {
  const left = Math.floor(centre.x - reach);
  const top = Math.floor(centre.y - reach);
  const width = Math.ceil(centre.x + reach) - left + 1;
  const height = Math.ceil(centre.y + reach) - top + 1;
  const weights = new Float32Array(width * height);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      weights[row * width + column] = weightAt(
        left + column + 0.5 - centre.x,
        top + row + 0.5 - centre.y,
      );
    }
  }
  return { left, top, width, height, weights };
}

function segmentDistance(x: number, y: number, from: Point, to: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const along = ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy);
  const t = along < 0 ? 0 : along > 1 ? 1 : along;
  const offX = x - from.x - t * dx;
  const offY = y - from.y - t * dy;
  return Math.sqrt(offX * offX + offY * offY);
}

/** 0 below 0, 1 above 1, smooth between. */
function smoothStep(t: number): number {
  const clamped = Math.min(1, Math.max(0, t));
  return clamped * clamped * (3 - 2 * clamped);
}
