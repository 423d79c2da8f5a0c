import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayAfter, dayOf, startOfDay } from '../../../src-renderer/images/filter-days';

it('a day of a date field comes back from the moments of its filter', () => {
  const day = fc.date({
    min: new Date(2000, 0, 1),
    max: new Date(2090, 0, 1),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(day, (moment) => {
      const field = dayOf(moment.toISOString(), 0);
      expect(field).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(dayOf(startOfDay(field), 0)).toBe(field);
      expect(dayOf(dayAfter(field), -1)).toBe(field);
      const [first, after] = [startOfDay(field) ?? '', dayAfter(field) ?? ''];
      const at = moment.toISOString();
      expect(first <= at && at < after).toBe(true);
    }),
  );
});

it('an empty field is no moment, and no moment an empty field', () => {
  expect(startOfDay('')).toBeNull();
  expect(dayAfter('')).toBeNull();
  expect(dayOf(null, 0)).toBe('');
});
