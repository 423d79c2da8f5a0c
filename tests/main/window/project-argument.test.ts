import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { projectArgument } from '../../../src-main/window/project-argument';

const folder = mkdtempSync(join(tmpdir(), 'ellipsight-arguments-'));
const project = join(folder, 'steel.ellipsight');
mkdirSync(project);
writeFileSync(join(project, 'project.db'), '');

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the project named on the command line', () => {
  it.each([
    ['as --project PATH', ['--project', project]],
    ['as --project=PATH', [`--project=${project}`]],
    ['as a plain path', [project]],
    ['as a path from the working folder', ['steel.ellipsight']],
    [
      'behind what Electron and test drivers put there',
      ['--inspect=0', folder, '--no-sandbox', project],
    ],
  ])('is found %s', (_how, args) => {
    expect(projectArgument(args, folder)).toBe(project);
  });

  it('may not exist, when it was asked for by name', () => {
    expect(projectArgument(['--project', 'gone.ellipsight'], folder)).toBe(
      join(folder, 'gone.ellipsight'),
    );
  });

  it('is none where no argument is a project', () => {
    expect(projectArgument([], folder)).toBeNull();
    expect(projectArgument([folder, '--inspect=0', 'nothing'], folder)).toBeNull();
    expect(projectArgument(['--project'], folder)).toBeNull();
  });
});
