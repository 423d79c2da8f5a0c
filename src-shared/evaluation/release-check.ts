import {
  holdsFloor,
  isAnyFloorSet,
  rateCount,
  rateNames,
  type FloorFailing,
  type RateCount,
  type RateName,
  type TextureFloors,
} from './rate-floors';
import type { TextureRates } from './texture-rates';

/** A rate of the candidate beside that of the released model, on the same images. */
export interface ComparedRate {
  /** Images that both decided. */
  readonly all: number;
  /** Of these, decided right by each. */
  readonly candidate: number;
  readonly released: number;
  /** All test images of the released model that carry this rate. */
  readonly releasedAll: number;
}

/** A rate of the candidate on its own test images, with what it is held against. */
export interface CheckedRate extends RateCount {
  readonly floor: number | null;
  /** Null where nothing is released. */
  readonly compared: ComparedRate | null;
}

/** One texture of a check before a release. */
export interface CheckedTexture extends Readonly<Record<RateName, CheckedRate>> {
  readonly texture: string;
}

/** Why a model is not released without a written reason. */
export type ReleaseObjection =
  /** Nobody has said what is good enough. */
  | { readonly kind: 'no-floors' }
  | ({ readonly kind: 'below-floor' } & FloorFailing)
  /** A floor is set and the candidate has no test image that shows the rate. */
  | {
      readonly kind: 'not-shown';
      readonly texture: string;
      readonly rate: RateName;
      readonly floor: number;
    }
  /** `candidate` and `released` are the images, of the `all` common ones, that each decided right. */
  | {
      readonly kind: 'below-released';
      readonly texture: string;
      readonly rate: RateName;
      readonly candidate: number;
      readonly released: number;
      readonly all: number;
    }
  /** The released model was tested on such images, and none of them is a test image of the candidate. */
  | { readonly kind: 'not-compared'; readonly texture: string; readonly rate: RateName };

/** What a check before a release rests on; rates of the protocol's rule, one model each. */
export interface ReleaseMaterial {
  /** Of every texture that has any. */
  readonly floors: readonly TextureFloors[];
  /** The candidate's rates on all its test images. */
  readonly own: readonly TextureRates[];
  /** Null where nothing is released. */
  readonly released: {
    /** The released model's rates on all its own test images. */
    readonly own: readonly TextureRates[];
    /** Rates of both on the images that are test images of both. */
    readonly common: {
      readonly candidate: readonly TextureRates[];
      readonly released: readonly TextureRates[];
    };
  } | null;
}

/**
 * Holds a candidate against the floors and against the released model, texture by texture. Textures stand in the
 * candidate's order, then those that only the released model or the floors know: a model that drops a texture is seen.
 */
export function checkRelease(material: ReleaseMaterial): {
  readonly textures: readonly CheckedTexture[];
  readonly objections: readonly ReleaseObjection[];
} {
  const { floors, own, released } = material;
  const names = new Set([...own, ...(released?.own ?? []), ...floors].map((one) => one.texture));
  const textures = [...names].map((texture): CheckedTexture => {
    const checked = (rate: RateName): CheckedRate => checkedRate(material, texture, rate);
    return { texture, tpr: checked('tpr'), tnr: checked('tnr') };
  });
  const objections = textures.flatMap(({ texture, ...rates }) =>
    rateNames.flatMap((rate) => rateObjections(texture, rate, rates[rate])),
  );
  return {
    textures,
    objections: isAnyFloorSet(floors) ? objections : [{ kind: 'no-floors' }, ...objections],
  };
}

function checkedRate(
  { floors, own, released }: ReleaseMaterial,
  texture: string,
  rate: RateName,
): CheckedRate {
  const count = (rates: readonly TextureRates[]): RateCount => {
    const found = rates.find((one) => one.texture === texture);
    return found === undefined ? { right: 0, all: 0 } : rateCount(found, rate);
  };
  const floor = floors.find((one) => one.texture === texture)?.[rate] ?? null;
  if (released === null) return { ...count(own), floor, compared: null };
  const candidate = count(released.common.candidate);
  return {
    ...count(own),
    floor,
    compared: {
      all: candidate.all,
      candidate: candidate.right,
      released: count(released.common.released).right,
      releasedAll: count(released.own).all,
    },
  };
}

function rateObjections(
  texture: string,
  rate: RateName,
  { right, all, floor, compared }: CheckedRate,
): readonly ReleaseObjection[] {
  const objections: ReleaseObjection[] = [];
  if (floor !== null && !holdsFloor({ right, all }, floor)) {
    objections.push(
      all === 0
        ? { kind: 'not-shown', texture, rate, floor }
        : { kind: 'below-floor', texture, rate, floor, right, all },
    );
  }
  if (compared !== null) {
    const { candidate, released } = compared;
    if (compared.all === 0 && compared.releasedAll > 0) {
      objections.push({ kind: 'not-compared', texture, rate });
    } else if (candidate < released) {
      const both = { candidate, released, all: compared.all };
      objections.push({ kind: 'below-released', texture, rate, ...both });
    }
  }
  return objections;
}
