/** Names shown of a list before "and N more". */
const namesShown = 3;

/** A list of names, of which the first few are told. */
export interface SomeNames {
  readonly shown: readonly string[];
  /** How many were left out. */
  readonly more: number;
}

export function someNames(names: readonly string[]): SomeNames {
  return { shown: names.slice(0, namesShown), more: Math.max(0, names.length - namesShown) };
}

export function countOfNames({ shown, more }: SomeNames): number {
  return shown.length + more;
}

/** "a.png, b.png, c.png and 9 more". */
export function nameSome({ shown, more }: SomeNames): string {
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** "1 image", "12 images". */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

export type DurationUnit = 'second' | 'minute' | 'hour' | 'day';

/** A duration as one whole number: seconds below 90, minutes below 90, hours below 36, days. */
export function roundDuration(seconds: number): {
  readonly count: number;
  readonly unit: DurationUnit;
} {
  if (seconds < 90) return { count: Math.max(1, Math.round(seconds)), unit: 'second' };
  if (seconds < 5400) return { count: Math.round(seconds / 60), unit: 'minute' };
  if (seconds < 36 * 3600) return { count: Math.round(seconds / 3600), unit: 'hour' };
  return { count: Math.round(seconds / 86_400), unit: 'day' };
}

/** "3 hours", "12 days". */
export function spokenDuration(seconds: number): string {
  const { count, unit } = roundDuration(seconds);
  return countOf(count, unit);
}

/** "812 MB", "3.4 GB". */
export function spokenBytes(bytes: number): string {
  return bytes < 1e9
    ? `${Math.max(1, Math.round(bytes / 1e6))} MB`
    : `${(bytes / 1e9).toFixed(1)} GB`;
}
