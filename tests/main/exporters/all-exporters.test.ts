import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allExporters } from '../../../src-main/exporters/all-exporters';
import { exportFormats } from '../../../src-main/exporters/exporter';

test('the exporters are the files of their folder, by name, and the formats that the command names', () => {
  const files = readdirSync(join(import.meta.dirname, '../../../src-main/exporters'))
    .filter((name) => name.endsWith('.exporter.ts'))
    .map((name) => name.replace('.exporter.ts', ''));
  expect(allExporters.map(({ name }) => name).sort()).toEqual(files.sort());
  expect(allExporters.map(({ name }) => name)).toEqual(exportFormats);
});
