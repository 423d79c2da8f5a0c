import type { Side } from './label';
import { randomStream } from './random';

/** An image that takes part in a split. */
export interface SplitImage {
  /** Names the image in the random stream: its SHA-256. */
  readonly key: string;
  /** What is stratified by: the class, e.g. 2·texture + (defective ? 1 : 0). */
  readonly class: string | number;
  /** Images of one group (lot, part, camera) share a side; null stands alone. */
  readonly group: string | null;
  /** Where it was put before; null or `none` for a new image. */
  readonly current: Side | null;
}

export interface SplitOptions {
  readonly splitSeed: number;
  /** 1-based. */
  readonly trial: number;
  /** Share of each class that is tested, 0 … 1; the protocol's is 0.2. */
  readonly testShare: number;
  /** Share of the training part that becomes validation, 0 … 1; 0 makes none. */
  readonly validationShare: number;
}

/** Images that share a side: a group, or one image. */
interface Unit {
  readonly members: readonly number[];
  /** Images a class, parallel to the classes. */
  readonly counts: readonly number[];
  readonly current: Side | null;
  readonly testRank: number;
  readonly validationRank: number;
}

/**
 * Puts each image on a side, stratified by class.
 *
 * - Each class tests ⌊testShare·n + ½⌋ of its n images; validation likewise takes its share of the class's training part.
 * - What is on a side stays there; new images fill the quotas. Only a change of the validation share moves others:
 *   where it rises, training images become validation, and where it is 0, validation images train.
 * - A group goes as one, even where that misses a quota: it is taken where this brings the class counts nearer to their
 *   quotas. Where members of one group were on different sides before, all go where most are (of equals: test, then
 *   validation).
 * - Which of the new images are taken is drawn from (splitSeed, trial, key), whatever their order.
 *
 * @returns sides parallel to `images`: `training`, `validation` or `test`.
 */
export function assignSides(images: readonly SplitImage[], options: SplitOptions): readonly Side[] {
  const work = assignSidesInBites(images, options);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** As {@link assignSides}, stopping now and then: 100,000 images take seconds, in which a caller has other things to do. */
export function* assignSidesInBites(
  images: readonly SplitImage[],
  { splitSeed, trial, testShare, validationShare }: SplitOptions,
): Generator<void, readonly Side[]> {
  const classes = [...new Set(images.map((image) => image.class))];
  const units = yield* makeUnits(images, classes, splitSeed, trial);
  const all = countClasses(units, classes.length);

  const isNew = (unit: Unit): boolean => unit.current === null;
  const test = fill(
    units.filter((unit) => unit.current === 'test'),
    byRank(units.filter(isNew), 'testRank'),
    all.map((count) => Math.round(testShare * count)),
  );

  const part = units.filter((unit) => !test.has(unit));
  const old = part.filter((unit) => !isNew(unit));
  const kept = validationShare === 0 ? [] : old.filter((unit) => unit.current === 'validation');
  const keptCounts = countClasses(kept, classes.length);
  const refilled = fill(
    kept,
    byRank(
      old.filter((unit) => unit.current === 'training'),
      'validationRank',
    ),
    countClasses(old, classes.length).map((count, index) => {
      // Rounding up here would move an image for every class whose quota was rounded down before.
      const quota = validationShare * count;
      return keptCounts[index] === 0 ? Math.round(quota) : Math.floor(quota);
    }),
  );
  const validation = fill(
    [...refilled],
    byRank(part.filter(isNew), 'validationRank'),
    countClasses(part, classes.length).map((count) => Math.round(validationShare * count)),
  );

  const sides = new Array<Side>(images.length).fill('training');
  for (const unit of units) {
    const side: Side = test.has(unit) ? 'test' : validation.has(unit) ? 'validation' : 'training';
    for (const member of unit.members) {
      sides[member] = side;
    }
  }
  return sides;
}

/** Units that are made between two stops. */
const unitsInBite = 200;

function* makeUnits(
  images: readonly SplitImage[],
  classes: readonly (string | number)[],
  splitSeed: number,
  trial: number,
): Generator<void, readonly Unit[]> {
  const classIndex = new Map(classes.map((name, index) => [name, index]));
  const members = new Map<string, number[]>();
  images.forEach(({ key, group }, index) => {
    const name = group === null ? `image ${key}` : `group ${group}`;
    const known = members.get(name);
    if (known === undefined) {
      members.set(name, [index]);
    } else {
      known.push(index);
    }
  });
  const units: Unit[] = [];
  for (const [name, indices] of members) {
    const counts = new Array<number>(classes.length).fill(0);
    const currents: Side[] = [];
    for (const index of indices) {
      const image = images[index];
      const at = image === undefined ? undefined : classIndex.get(image.class);
      if (image === undefined || at === undefined) {
        throw new Error(`Image ${index} of ${name} has no class.`);
      }
      counts[at] = (counts[at] ?? 0) + 1;
      if (image.current !== null && image.current !== 'none') {
        currents.push(image.current);
      }
    }
    const random = randomStream(splitSeed, 'split', trial, name);
    units.push({
      members: indices,
      counts,
      current: mostCommon(currents),
      testRank: random.uniform(),
      validationRank: random.uniform(),
    });
    if (units.length % unitsInBite === 0) yield;
  }
  return units;
}

function mostCommon(sides: readonly Side[]): Side | null {
  let best: Side | null = null;
  let most = 0;
  for (const side of ['test', 'validation', 'training'] as const) {
    const count = sides.filter((other) => other === side).length;
    if (count > most) {
      best = side;
      most = count;
    }
  }
  return best;
}

function byRank(units: readonly Unit[], rank: 'testRank' | 'validationRank'): readonly Unit[] {
  return [...units].sort((left, right) => left[rank] - right[rank]);
}

function countClasses(units: Iterable<Unit>, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const unit of units) {
    unit.counts.forEach((count, index) => {
      counts[index] = (counts[index] ?? 0) + count;
    });
  }
  return counts;
}

/** How much nearer to the quotas the counts come when a unit is added, in images. */
function gain(unit: Unit, counts: readonly number[], quotas: readonly number[]): number {
  return unit.counts.reduce((sum, count, index) => {
    const missing = (quotas[index] ?? 0) - (counts[index] ?? 0);
    return sum + Math.abs(missing) - Math.abs(missing - count);
  }, 0);
}

/** Adds each candidate, in order, that brings the counts nearer to the quotas. */
function fill(
  taken: readonly Unit[],
  candidates: readonly Unit[],
  quotas: readonly number[],
): ReadonlySet<Unit> {
  const chosen = new Set(taken);
  const counts = countClasses(chosen, quotas.length);
  for (const unit of candidates) {
    if (gain(unit, counts, quotas) > 0) {
      chosen.add(unit);
      unit.counts.forEach((count, index) => {
        counts[index] = (counts[index] ?? 0) + count;
      });
    }
  }
  return chosen;
}
