/** The clock time of an ISO 8601 moment; with the weekday and date when it is not today (`now`). */
export function clockTime(iso: string, locale: string, now: Date = new Date()): string {
  const moment = new Date(iso);
  const today = moment.toDateString() === now.toDateString();
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(
    locale,
    today
      ? { ...time, hourCycle: 'h23' }
      : { ...time, hourCycle: 'h23', weekday: 'short', day: 'numeric', month: 'short' },
  ).format(moment);
}

/** Day and time of an ISO 8601 moment. */
export function dayAndTime(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(iso));
}
