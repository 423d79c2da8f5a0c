/**
 * What the eye can see of a long curve: of each of `buckets` equal parts of the axis the lowest and the highest point,
 * and the first and last of all, in their order. A curve of at most `2 · buckets` points stays as it is.
 *
 * @param points with ascending `x`; at most `2 · buckets + 2` come back.
 * @param buckets ≥ 1
 */
export function thinCurve<P>(
  points: readonly P[],
  buckets: number,
  x: (point: P) => number,
  y: (point: P) => number,
): readonly P[] {
  if (points.length <= 2 * buckets) return points;
  const xs = points.map(x);
  const ys = points.map(y);
  const from = xs[0] ?? 0;
  const width = ((xs.at(-1) ?? 0) - from) / buckets;
  const kept = new Set([0]);
  let bucket = 0;
  let lowest = 0;
  let highest = 0;
  const close = (): void => {
    kept.add(Math.min(lowest, highest));
    kept.add(Math.max(lowest, highest));
  };
  ys.forEach((value, at) => {
    const along = width === 0 ? 0 : Math.floor(((xs[at] ?? 0) - from) / width);
    const own = Math.min(buckets - 1, along);
    if (own !== bucket) {
      close();
      bucket = own;
      lowest = at;
      highest = at;
      return;
    }
    if (value < (ys[lowest] ?? 0)) lowest = at;
    if (value > (ys[highest] ?? 0)) highest = at;
  });
  close();
  kept.add(points.length - 1);
  return points.filter((_point, at) => kept.has(at));
}

/** Parts of the axis of a chart in the window: about one a pixel and a half. */
export const curveBuckets = 400;
