import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { failureKinds } from '../../../src-shared/ipc/failure';
import { commandEntries } from '../../../src-main/cli/command-line';
import { failureExitCode } from '../../../src-main/cli/exit-code';
import { parseFilters } from '../../../src-main/cli/filter-lists';
import { durationText } from '../../../src-main/cli/long-work';
import { ProgressLine } from '../../../src-main/cli/progress-line';
import { textTable } from '../../../src-main/cli/text-table';

describe('the registry of commands', () => {
  test('agrees with the folder, and no two commands share a place', () => {
    const folder = join(import.meta.dirname, '../../../src-main/cli/commands');
    expect(commandEntries).toHaveLength(readdirSync(folder).length);
    const places = commandEntries.map(({ order }) => order);
    expect(new Set(places).size).toBe(places.length);
  });
});

describe('exit codes of failures', () => {
  test('each kind has one, and none is that of a bug or of success', () => {
    for (const kind of failureKinds) expect([2, 3, 4, 130]).toContain(failureExitCode(kind));
    expect(failureExitCode('wrong-use')).toBe(2);
    expect(failureExitCode('bad-input')).toBe(3);
    expect(failureExitCode('project-in-use')).toBe(4);
    expect(failureExitCode('interrupted')).toBe(130);
  });
});

describe('filter lists', () => {
  test('five whole numbers are read, and nothing else', () => {
    expect(parseFilters('4, 8,16,4,4')).toEqual([4, 8, 16, 4, 4]);
    for (const wrong of ['4,8,16,4', '4,8,16,4,4,4', '4,8,16,4,0', '4,8,16,4,x', '']) {
      expect(() => parseFilters(wrong)).toThrow(/five whole numbers/);
    }
  });
});

describe('progress', () => {
  function screen(isTerminal: boolean) {
    const written: string[] = [];
    const clock = { ms: 0 };
    const line = new ProgressLine({
      isTerminal,
      columns: 40,
      write: (text) => written.push(text),
      now: () => clock.ms,
    });
    return { line, written, clock };
  }

  test('off a terminal it is a line each 10 seconds', () => {
    const { line, written, clock } = screen(false);
    for (const ms of [0, 4_000, 9_999, 10_000, 15_000, 20_001]) {
      clock.ms = ms;
      line.show({ fraction: ms / 40_000, text: `${ms} ms` });
    }
    line.end();
    expect(written).toEqual(['  0 %  0 ms\n', ' 25 %  10000 ms\n', ' 50 %  20001 ms\n']);
  });

  test('on a terminal it is one bar, no wider than the terminal, that ends at its newest state', () => {
    const { line, written, clock } = screen(true);
    line.show({ fraction: 0.5, text: 'a text that is too long for this terminal' });
    clock.ms = 50;
    line.show({ fraction: 1, text: 'all' });
    expect(written).toHaveLength(1);
    expect(written[0]).toHaveLength('\r\u001b[K'.length + 39);
    expect(written[0]).toContain('██████████░░░░░░░░░░');
    line.end();
    expect(written.slice(1)).toEqual(['\r\u001b[K████████████████████ 100 %  all', '\n']);
  });
});

test('durations are rounded up, never shown as 0', () => {
  expect([0.2, 59, 60, 61, 3599, 3600, 12_000].map(durationText)).toEqual([
    '1 s',
    '59 s',
    '1 min',
    '2 min',
    '1 h 0 min',
    '1 h 0 min',
    '3 h 20 min',
  ]);
});

test('a table is aligned by its widest cells', () => {
  const table = textTable(
    [
      { title: 'texture', align: 'left' },
      { title: 'TPR', align: 'right' },
    ],
    [
      ['A', '100.0 %'],
      ['Long name', '–'],
    ],
  );
  expect(table).toBe('texture        TPR\nA          100.0 %\nLong name        –');
});
