/** What something costs, and what it is worth. */
export interface CostAndWorth {
  /** The less the better; finite. */
  readonly cost: number;
  /** The more the better; finite. */
  readonly worth: number;
}

/**
 * The points that no other one beats: none costs as little and is worth as much, and is better in one of the two
 * (Pareto). Equal points stand or fall together.
 *
 * @returns indices, by ascending cost, then in the order given.
 */
export function paretoFront(points: readonly CostAndWorth[]): readonly number[] {
  const order = points
    .map((point, index) => ({ ...point, index }))
    .sort((one, other) => one.cost - other.cost || other.worth - one.worth);
  const front: number[] = [];
  let last: CostAndWorth | null = null;
  for (const point of order) {
    const same: boolean = last !== null && point.cost === last.cost && point.worth === last.worth;
    if (last !== null && !same && point.worth <= last.worth) continue;
    front.push(point.index);
    last = point;
  }
  return front;
}
