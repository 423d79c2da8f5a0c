import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allImporters } from '../../../src-main/importers/all-importers';

const folder = join(import.meta.dirname, '../../../src-main/importers');

describe('the importers', () => {
  test('are the files of their folder, by name', () => {
    const files = readdirSync(folder)
      .filter((name) => name.endsWith('.importer.ts'))
      .map((name) => name.replace('.importer.ts', ''));
    expect(allImporters.map(({ name }) => name).sort()).toEqual(files.sort());
  });

  test('are tried from the particular to the general, each at a rank of its own', () => {
    const ranks = allImporters.map(({ rank }) => rank);
    expect(ranks).toEqual([...new Set(ranks)].sort((a, b) => a - b));
    expect(allImporters.map(({ takesAny }) => takesAny).indexOf(true)).toBe(
      allImporters.length - 1,
    );
  });
});
