import { InvalidArgumentError } from 'commander';

/** Filters of the five conv layers of a student. */
export type Filters = readonly [number, number, number, number, number];

/** The published final student: 858,380 parameters for 12 classes at 224. */
export const finalFilters: Filters = [4, 8, 16, 4, 4];

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

/** Reads one list more; for an option that may be repeated. */
export function collectFilters(text: string, earlier: readonly Filters[] = []): readonly Filters[] {
  return [...earlier, parseFilters(text)];
}
