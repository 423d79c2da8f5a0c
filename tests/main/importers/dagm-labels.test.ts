import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCompetitionLabels } from '../../../src-main/importers/dagm-competition-labels';
import { parseDevelopmentLabels } from '../../../src-main/importers/dagm-development-labels';
import { decimal, readLabelFile, type LabelLine } from '../../../src-main/importers/label-file';
import { writeTo } from '../made-images';
import { temporaryFolder } from '../temporary-project';

async function linesOf(text: string): Promise<readonly LabelLine[]> {
  const file = join(temporaryFolder(), 'labels.txt');
  writeTo(file, text);
  const read = await readLabelFile(file);
  return read.kind === 'lines' ? read.lines : [];
}

describe('a decimal number', () => {
  test('is what DAGM and people write, and nothing else', () => {
    expect(['1', '-2.37', '+.5', '4.', '1e2', '1E-3'].map(decimal)).toEqual([
      1, -2.37, 0.5, 4, 100, 0.001,
    ]);
    for (const field of [
      '',
      'NaN',
      'Infinity',
      '0x10',
      '1,5',
      '1 2',
      '12px',
      '--1',
      '1e999',
      'e5',
      '.',
    ]) {
      expect([field, decimal(field)]).toEqual([field, null]);
    }
  });

  test('is read back from whatever JavaScript writes', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(decimal(String(value))).toBe(Object.is(value, -0) ? 0 : value);
      }),
    );
  });
});

describe('label lists', () => {
  // Adding 0 makes −0 a plain 0, which is how it is written.
  const number = fc.double({ min: -1000, max: 1000, noNaN: true }).map((value) => value + 0);
  const axis = fc.double({ min: 0.01, max: 500, noNaN: true });

  test('of the development layout come back from what was written, with any blanks and line ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(fc.nat(9999), axis, axis, number, number, number), {
          selector: ([index]) => index,
        }),
        fc.constantFrom('\t', ' ', '  \t '),
        fc.constantFrom('\n', '\r\n', '\r'),
        async (rows, blank, end) => {
          const text = rows.map((row) => row.join(blank)).join(end);
          const { rows: found, problems } = parseDevelopmentLabels(await linesOf(text));
          expect(problems).toEqual([]);
          expect([...found.values()]).toEqual(
            rows.map(([index, a, b, angle, xc, yc], at) => ({
              line: at + 1,
              index,
              ellipse: { x: xc - 0.5, y: yc - 0.5, a, b, angle },
            })),
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  test('of any text end in rows and problems that name lines of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
        const lines = await linesOf(text);
        for (const { rows, problems } of [
          parseDevelopmentLabels(lines),
          parseCompetitionLabels(lines),
        ]) {
          const known = new Set(lines.map(({ line }) => line));
          expect([...rows.values(), ...problems].every(({ line }) => known.has(line))).toBe(true);
          expect(rows.size + problems.length).toBeLessThanOrEqual(2 * lines.length);
        }
      }),
      { numRuns: 200 },
    );
  });

  // The original lists of all ten classes, where they are.
  const lists = join(import.meta.dirname, '../../../../shared/data/dagm-label-lists');
  const found = existsSync(lists)
    ? readdirSync(lists, { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('Labels.txt'),
      )
    : [];
  test.skipIf(found.length === 0)(
    `of DAGM are read without a problem${found.length === 0 ? ` (skipped: there is no ${lists})` : ''}`,
    async () => {
      let images = 0;
      let defective = 0;
      for (const name of found) {
        const read = await readLabelFile(join(lists, name));
        const { rows, problems } = parseCompetitionLabels(read.kind === 'lines' ? read.lines : []);
        expect([name, problems]).toEqual([name, []]);
        for (const row of rows.values()) {
          images += 1;
          defective += row.defective ? 1 : 0;
          expect(row.mask !== null).toBe(row.defective);
        }
      }
      // Ten classes: six of 1,000 + 150, four of 2,000 + 300, over both halves.
      expect([images, defective]).toEqual([16_100, 2_100]);
    },
  );
});
