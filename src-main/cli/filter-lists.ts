import { InvalidArgumentError } from 'commander';

/** Filters of the five conv layers of a student. */
export type Filters = readonly [number, number, number, number, number];

/** The published final student: 858,380 parameters for 12 classes at 224. */
export const finalFilters: Filters = [4, 8, 16, 4, 4];

const base: Filters = [64, 128, 256, 512, 512];

/**
 * The published sweep (protocol.md, Student; Fig. 10): all five halved from 1 to 1/16, then C1–C3 kept at 1/16 and
 * C4, C5 halved on to 1/128.
 */
export const sweepFilters: readonly Filters[] = [
  ...[1, 2, 4, 8, 16].map((by): Filters => divide(by, by)),
  ...[32, 64, 128].map((by): Filters => divide(16, by)),
];

function divide(lower: number, upper: number): Filters {
  const [c1, c2, c3, c4, c5] = base;
  return [c1 / lower, c2 / lower, c3 / lower, c4 / upper, c5 / upper];
}

/** Reads "4,8,16,4,4". */
export function parseFilters(text: string): Filters {
  const numbers = text.split(',').map((part) => part.trim());
  if (!numbers.every((part) => /^[1-9]\d{0,3}$/.test(part))) throw wrongFilters();
  const [c1, c2, c3, c4, c5, ...more] = numbers.map(Number);
  if (
    c1 === undefined ||
    c2 === undefined ||
    c3 === undefined ||
    c4 === undefined ||
    c5 === undefined ||
    more.length > 0
  ) {
    throw wrongFilters();
  }
  return [c1, c2, c3, c4, c5];
}

function wrongFilters(): InvalidArgumentError {
  return new InvalidArgumentError(
    'It takes five whole numbers from 1 to 9999 separated by commas, such as 4,8,16,4,4.',
  );
}
