import type { TextureRates } from './texture-rates';

/** The two rates that a floor can be set for. */
export const rateNames = ['tpr', 'tnr'] as const;
export type RateName = (typeof rateNames)[number];

/** The least rates that a model must reach on a texture, 0–1; null where none is asked for. */
export type RateFloors = Readonly<Record<RateName, number | null>>;

/** A texture with its floors. */
export interface TextureFloors extends RateFloors {
  readonly texture: string;
}

/** Images that a rate rests on. */
export interface RateCount {
  readonly right: number;
  readonly all: number;
}

/** A floor that is not held: the rate lies below it, or no image shows it (`all` is 0). */
export interface FloorFailing extends RateCount {
  readonly texture: string;
  readonly rate: RateName;
  readonly floor: number;
}

/** The images behind a rate: defective ones for the TPR, non-defective ones for the TNR. */
export function rateCount({ tp, fn, tn, fp }: TextureRates, rate: RateName): RateCount {
  return rate === 'tpr' ? { right: tp, all: tp + fn } : { right: tn, all: tn + fp };
}

/** Whether a rate holds its floor: reaches it exactly or exceeds it. Without images nothing is shown, so it does not. */
export function holdsFloor({ right, all }: RateCount, floor: number | null): boolean {
  return floor === null || (all > 0 && right / all >= floor);
}

/** Whether any floor is set. */
export function isAnyFloorSet(floors: readonly TextureFloors[]): boolean {
  return floors.some(({ tpr, tnr }) => tpr !== null || tnr !== null);
}

/**
 * The floors that rates do not hold, in the order of the floors, TPR before TNR. A texture that has floors and no rates
 * fails them: the model does not know it.
 */
export function floorFailings(
  rates: readonly TextureRates[],
  floors: readonly TextureFloors[],
): readonly FloorFailing[] {
  return floors.flatMap((asked) => {
    const own = rates.find(({ texture }) => texture === asked.texture);
    return rateNames.flatMap((rate) => {
      const floor = asked[rate];
      const count = own === undefined ? { right: 0, all: 0 } : rateCount(own, rate);
      if (floor === null || holdsFloor(count, floor)) return [];
      return [{ texture: asked.texture, rate, floor, ...count }];
    });
  });
}
