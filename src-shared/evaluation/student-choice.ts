import { floorFailings, isAnyFloorSet, type FloorFailing, type TextureFloors } from './rate-floors';
import type { TextureRates } from './texture-rates';

/** A student as it is chosen by: what it can do on validation images, and how large it is. */
export interface StudentCandidate {
  readonly run: string;
  /** Learnable numbers; null where not known, which counts as largest. */
  readonly parameters: number | null;
  /** Of all finished trials together; null where the plan kept no validation images. */
  readonly validation: readonly TextureRates[] | null;
}

/** Which student is small and good enough, or why none is. */
export type StudentChoice =
  /** The smallest that holds every floor; `smaller` are the smaller ones, which do not. */
  | { readonly kind: 'chosen'; readonly run: string; readonly smaller: readonly string[] }
  /** `nearest` fails the fewest floors. */
  | {
      readonly kind: 'none-holds';
      readonly students: number;
      readonly nearest: string;
      readonly failings: readonly FloorFailing[];
    }
  | { readonly kind: 'no-floors' }
  | { readonly kind: 'no-students' }
  | { readonly kind: 'no-validation' };

/**
 * Chooses the smallest student (fewest parameters, the earlier among equals) that holds every floor on validation
 * images. Test images have no say, so that the test figures of what is chosen stay honest.
 *
 * @param floors of the students' textures.
 */
export function chooseStudent(
  students: readonly StudentCandidate[],
  floors: readonly TextureFloors[],
): StudentChoice {
  if (students.length === 0) return { kind: 'no-students' };
  if (!isAnyFloorSet(floors)) return { kind: 'no-floors' };
  const judged = students
    .flatMap(({ run, parameters, validation }) =>
      validation === null
        ? []
        : [{ run, size: parameters ?? Infinity, failings: floorFailings(validation, floors) }],
    )
    // Infinity − Infinity is no number.
    .sort((one, other) => (one.size === other.size ? 0 : one.size - other.size));
  const place = judged.findIndex(({ failings }) => failings.length === 0);
  const chosen = judged[place];
  if (chosen !== undefined) {
    const smaller = judged.slice(0, place).map(({ run }) => run);
    return { kind: 'chosen', run: chosen.run, smaller };
  }
  const [nearest] = [...judged].sort((one, other) => one.failings.length - other.failings.length);
  if (nearest === undefined) return { kind: 'no-validation' };
  const { run, failings } = nearest;
  return { kind: 'none-holds', students: judged.length, nearest: run, failings };
}

/** The lowest TPR over the textures that have one; null where none has. */
export function worstTpr(rates: readonly TextureRates[]): number | null {
  const known = rates.flatMap(({ tpr }) => (tpr === null ? [] : [tpr]));
  return known.length === 0 ? null : Math.min(...known);
}
