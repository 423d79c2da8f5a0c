import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allImporters } from '../../../src-main/importers/all-importers';
import { importSource, previewSource } from '../../../src-main/services/import-service';
import { projectSummary } from '../../../src-main/services/project-service';
import { quietly } from '../quiet-hooks';
import { importFrom } from '../services/checked-import';
import { temporaryFolder, temporaryProject } from '../temporary-project';
import { formatFixtures, writeFixture, type FormatFixture } from './format-fixtures';

async function written(fixture: FormatFixture): Promise<string> {
  const folder = join(temporaryFolder(), 'set');
  await writeFixture(fixture, folder);
  return folder;
}

const named = formatFixtures.map((fixture) => [fixture.format, fixture] as const);

describe('each format', () => {
  test('has a tiny data set here', () => {
    expect(formatFixtures.map(({ format }) => format).sort()).toEqual(
      allImporters.map(({ name }) => name).sort(),
    );
  });

  test.each(named)('%s is recognised by its importer alone', async (format, fixture) => {
    const folder = await written(fixture);
    const found: string[] = [];
    for (const importer of allImporters) {
      const recognised = await importer.recognise(folder);
      if (recognised !== null && (!importer.takesAny || format === importer.name)) {
        found.push(importer.name);
      }
    }
    expect(found).toEqual([format]);
  });

  test.each(named)('%s comes in with its labels, and only once', async (format, fixture) => {
    const folder = await written(fixture);
    const project = await temporaryProject();
    const preview = await previewSource(project, folder);
    expect(preview.format).toBe(format);
    const { ok, defective, unlabelled, ellipses, textures } = fixture;
    const images = ok + defective + unlabelled;
    const first = await importFrom(project, folder);
    expect(first).toMatchObject({ added: images, known: 0, ellipses, skipped: [], conflicts: [] });
    const summary = projectSummary(project);
    expect(summary.textures.map(({ name }) => name)).toEqual(textures);
    const total = (key: 'ok' | 'defective' | 'unlabelled'): number =>
      summary.textures.reduce((sum, texture) => sum + texture[key], 0);
    expect({
      ok: total('ok'),
      defective: total('defective'),
      unlabelled: total('unlabelled'),
    }).toEqual({ ok, defective, unlabelled });
    const again = await importFrom(project, folder);
    expect(again).toMatchObject({ added: 0, known: images, ellipses: 0, conflicts: [] });
  });

  test.each(named)(
    '%s has its labels listed where the project says otherwise',
    async (_, fixture) => {
      const folder = await written(fixture);
      const project = await temporaryProject();
      const request = { source: folder, format: 'auto', texture: 'something else' };
      const { added } = await importSource(project, request, quietly);
      const { conflicts, known } = await importFrom(project, folder);
      expect(known).toBe(added);
      // What the source does not label is no conflict.
      expect(conflicts).toHaveLength(fixture.ok + fixture.defective);
      for (const { reason } of conflicts) expect(reason).toContain('something else');
      expect(projectSummary(project).textures.map(({ name }) => name)).toEqual(['something else']);
    },
  );
});
