import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { addSample } from '../../../src-main/services/sample-service';
import {
  openProject,
  projectSummary,
  type OpenProject,
} from '../../../src-main/services/project-service';
import { quietly } from '../quiet-hooks';
import { closed, temporaryFolder, temporaryProject, testDeps } from '../temporary-project';
import { runCli, runJson } from './run-cli';

async function sampled(): Promise<OpenProject> {
  const project = await temporaryProject();
  await addSample(project, { textures: 1, ok: 2, defective: 1, size: 64, seed: 1 }, quietly);
  return project;
}

test(
  'the command line backs up, says what to do about a damaged project, and restores it',
  { timeout: 240_000 },
  async () => {
    const project = await sampled();
    const { folder } = project;
    const before = projectSummary(project);
    await closed(project);
    const { backup } = z
      .object({ backup: z.string(), number: z.literal(1), events: z.number().min(4) })
      .parse(await runJson(['backup', folder]));

    const file = join(folder, 'project.db');
    writeFileSync(file, readFileSync(file).fill(0x5a, 4096));
    const refused = await runCli(['info', folder]);
    expect(refused.code).toBe(3);
    expect(refused.err).toContain(`ellipsight restore ${folder}`);

    const restored = z
      .object({ from: z.string(), kept: z.string() })
      .parse(await runJson(['restore', folder]));
    expect(restored.from).toBe(backup);
    const again = await openProject(folder, testDeps());
    expect(projectSummary(again)).toEqual(before);
    await again.close();
  },
);

test(
  'the command line carries labels from one project to another, and refuses half an archive',
  { timeout: 240_000 },
  async () => {
    const one = await sampled();
    const other = await temporaryProject();
    await closed(one);
    await closed(other);
    const archive = join(temporaryFolder(), 'felt.zip');
    const written = await runJson(['export-project', one.folder, archive, '--verdict', 'ok']);
    expect(written).toMatchObject({ images: 2, ellipses: 0 });
    const taken = await runJson(['import-archive', other.folder, archive]);
    expect(taken).toMatchObject({ imported: true, added: 2 });
    writeFileSync(archive, readFileSync(archive).subarray(0, 2000));
    const refused = await runCli(['import-archive', other.folder, archive]);
    expect(refused.code).toBe(3);
    expect(refused.err).toContain('nothing was imported');
  },
);
