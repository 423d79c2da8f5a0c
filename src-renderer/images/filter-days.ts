// A date field holds a day of this place (`2026-11-23`, empty for none), a filter two moments: the start of the first
// day, and the start of the day after the last.

/** The moment a day begins here; null for no day. */
export function startOfDay(day: string): string | null {
  return momentOf(day, 0);
}

/** The moment after a day ends here; null for no day. */
export function dayAfter(day: string): string | null {
  return momentOf(day, 1);
}

/**
 * The day that a moment lies in, moved by so many days.
 *
 * @returns empty for no moment.
 */
export function dayOf(moment: string | null, days: number): string {
  if (moment === null) return '';
  const date = new Date(moment);
  date.setDate(date.getDate() + days);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function momentOf(day: string, days: number): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (match === null) return null;
  const [, year, month, date] = match.map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  return new Date(year, month - 1, date + days).toISOString();
}
