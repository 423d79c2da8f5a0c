import { useI18n } from 'vue-i18n';
import type { MeanAndError } from '../../src-shared/evaluation/trial-figures';
import { bytesText } from '../../src-shared/format/bytes-text';
import { clockTime, dayAndTime } from './clock-time';
import { durationParts } from './duration-parts';
import { percentText, percentWithError } from './percent-text';

/** Numbers, times and durations in the window's language. */
export interface Format {
  count(value: number): string;
  /** With so many digits after the point at most. */
  decimal(value: number, digits: number): string;
  percent(rate: number | null): string;
  percentAndError(value: MeanAndError): string;
  /** A mean of counts with its error, both whole. */
  countAndError(value: MeanAndError): string;
  bytes(value: number): string;
  duration(seconds: number): string;
  /** A duration that is only estimated: whole minutes from two minutes on. */
  roughly(seconds: number): string;
  clock(iso: string): string;
  moment(iso: string): string;
}

/** To be called in a component's set-up; follows a change of language. */
export function useFormat(): Format {
  const { t, locale } = useI18n();
  function duration(seconds: number): string {
    const parts = durationParts(seconds);
    const small = parts.kind === 'minutes' && parts.seconds === 0 ? 'wholeMinutes' : parts.kind;
    return t(`duration.${small}`, { ...parts });
  }
  const count = (value: number): string => new Intl.NumberFormat(locale.value).format(value);
  return {
    count,
    decimal: (value, digits) =>
      new Intl.NumberFormat(locale.value, { maximumFractionDigits: digits }).format(value),
    percent: percentText,
    percentAndError: percentWithError,
    countAndError: ({ mean, standardError }) => {
      if (mean === null) return '–';
      const whole = count(Math.round(mean));
      return standardError === null ? whole : `${whole} ± ${count(Math.round(standardError))}`;
    },
    bytes: bytesText,
    duration,
    roughly: (seconds) => duration(seconds < 120 ? seconds : 60 * Math.round(seconds / 60)),
    clock: (iso) => clockTime(iso, locale.value),
    moment: (iso) => dayAndTime(iso, locale.value),
  };
}
