import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  backupName,
  outlivedBackups,
  parseBackupName,
  type Backup,
} from '../../../src-main/services/backup-list';

const now = new Date('2026-11-23T12:00:00Z');

/** Backups made so many minutes ago, the newest first. */
function made(minutesAgo: readonly number[], schema = 2): readonly Backup[] {
  return minutesAgo.map((minutes, index) => ({
    file: `${minutes}`,
    number: minutesAgo.length - index,
    at: new Date(now.getTime() - minutes * 60_000),
    schema,
  }));
}

test('a backup’s name says number, time and schema, and is read back', () => {
  const backup = { number: 42, at: new Date('2026-11-23T15:44:09.000Z'), schema: 2 };
  expect(backupName(backup)).toBe('000042-20261123T154409Z-schema2.db');
  expect(parseBackupName(backupName(backup))).toEqual(backup);
  for (const name of ['growing', '000042.db', '000042-20261399T999999Z-schema2.db']) {
    expect(parseBackupName(name)).toBeNull();
  }
});

test('of two hours all are kept, then one an hour, then one a day', () => {
  // 10:10 and 10:05 are younger than two hours. Of those before, 09:50 stands for its hour and 08:30 for its own; of
  // 20 November (three days ago) the one of 18:00 stands for the day.
  const backups = made([0, 110, 115, 130, 140, 210, 3960, 4000, 4300, 5600]);
  expect(outlivedBackups(backups, now).map(({ file }) => file)).toEqual(['140', '4000', '4300']);
});

test('one that was made before the clock was set back is kept', () => {
  const [newest, future] = [made([0])[0], made([-600_000, -600_001])];
  expect(newest).toBeDefined();
  expect(outlivedBackups([...made([0]), ...future], now)).toEqual([]);
});

test('the last one of each schema is kept, since an older program can open it', () => {
  const old = made([5000, 5010], 1);
  expect(outlivedBackups([...made([4999]), ...old], now).map(({ file }) => file)).toEqual(['5010']);
});

test('thinning keeps the newest, does nothing the second time, and bounds a year of ten-minute backups', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 600_000 }), { minLength: 1, maxLength: 60 }),
      (minutes) => {
        const backups = made([...minutes].sort((a, b) => a - b));
        const outlived = new Set(outlivedBackups(backups, now));
        const kept = backups.filter((backup) => !outlived.has(backup));
        expect(kept[0]).toBe(backups[0]);
        expect(outlivedBackups(kept, now)).toEqual([]);
      },
    ),
  );
  const year = made(Array.from({ length: 6 * 24 * 365 }, (_, index) => 10 * index));
  // 12 of two hours, at most 47 of two days, 59 of two months, 11 of the rest, and one at each border.
  const kept = year.length - outlivedBackups(year, now).length;
  expect(kept).toBeGreaterThan(100);
  expect(kept).toBeLessThan(135);
});
