/** A duration as a person says it: two units at most, the smaller rounded. */
export type DurationParts =
  | { readonly kind: 'seconds'; readonly seconds: number }
  | { readonly kind: 'minutes'; readonly minutes: number; readonly seconds: number }
  | { readonly kind: 'hours'; readonly hours: number; readonly minutes: number }
  | { readonly kind: 'days'; readonly days: number; readonly hours: number };

/** Splits seconds (≥ 0) by size: below a minute, below ten minutes, below a day, longer. */
export function durationParts(seconds: number): DurationParts {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return { kind: 'seconds', seconds: whole };
  if (whole < 600) {
    return { kind: 'minutes', minutes: Math.floor(whole / 60), seconds: whole % 60 };
  }
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return { kind: 'minutes', minutes, seconds: 0 };
  if (minutes < 24 * 60) {
    return { kind: 'hours', hours: Math.floor(minutes / 60), minutes: minutes % 60 };
  }
  const hours = Math.round(minutes / 60);
  return { kind: 'days', days: Math.floor(hours / 24), hours: hours % 24 };
}
