import type { StudentPlan } from './training-plan';

type Filters = StudentPlan['filters'];

/** Filters of the base student, C1 … C5 (protocol.md, Student). */
export const baseFilters: Filters = [64, 128, 256, 512, 512];

/**
 * The sizes of the paper's sweep, largest first: all five halved four times, then C1–C3 kept at a sixteenth while C4 and
 * C5 are halved on, down to (4, 8, 16, 4, 4).
 */
export function studentSizes(): readonly Filters[] {
  const all = [0, 1, 2, 3, 4].map((halvings) => divided(2 ** halvings, 2 ** halvings));
  const deep = [32, 64, 128].map((divisor) => divided(16, divisor));
  return [...all, ...deep];
}

/** C1–C3 divided by one number, C4 and C5 by another. */
function divided(early: number, late: number): Filters {
  const [c1, c2, c3, c4, c5] = baseFilters;
  return [c1 / early, c2 / early, c3 / early, c4 / late, c5 / late];
}
