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
  const [first, last] = [points[0], points[points.length - 1]];
  if (points.length <= 2 * buckets || first === undefined || last === undefined) return points;
  const from = x(first);
  const width = (x(last) - from) / buckets;
  const kept: P[] = [first];
  let bucket = 0;
  let lowest = first;
  let highest = first;
  let lowestAt = 0;
  let highestAt = 0;
  let newest = 0;
  const keep = (point: P, at: number): void => {
    if (at > newest && at < points.length - 1) {
      kept.push(point);
      newest = at;
    }
  };
  const close = (): void => {
    if (lowestAt < highestAt) {
      keep(lowest, lowestAt);
      keep(highest, highestAt);
    } else {
      keep(highest, highestAt);
      keep(lowest, lowestAt);
    }
  };
  points.forEach((point, at) => {
    const own = width === 0 ? 0 : Math.min(buckets - 1, Math.floor((x(point) - from) / width));
    if (own !== bucket) {
      close();
      bucket = own;
      [lowest, highest, lowestAt, highestAt] = [point, point, at, at];
      return;
    }
    const value = y(point);
    if (value < y(lowest)) [lowest, lowestAt] = [point, at];
    if (value > y(highest)) [highest, highestAt] = [point, at];
  });
  close();
  kept.push(last);
  return kept;
}

/** Parts of the axis of a chart in the window: about one a pixel and a half. */
export const curveBuckets = 400;
