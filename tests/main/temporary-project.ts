import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { readNativeParts } from '../../src-main/native-parts';
import {
  createProject,
  openProject,
  type OpenProject,
  type ProjectDeps,
} from '../../src-main/services/project-service';
import { testLauncher } from './child-processes';

/** SQLite's binding of this checkout, as the set-up placed it. */
export function sqliteBinding(): string {
  return readNativeParts().sqliteBinding;
}

/** What the command line would give, with a fixed author. */
export function testDeps(): ProjectDeps {
  return { launcher: testLauncher(), sqliteBinding: sqliteBinding(), author: 'tester' };
}

const folders: string[] = [];
const projects: OpenProject[] = [];

// Projects before their folders: a decoder must not write into a folder that is going.
afterEach(async () => {
  for (const project of projects.splice(0)) {
    await project.close();
  }
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A folder that is deleted after the test. */
export function temporaryFolder(): string {
  return folderIn(tmpdir());
}

/**
 * As {@link temporaryFolder}, in memory where the system has such a place: for tests that write a great deal and ask
 * nothing of the disk. A killed process leaves the same files on both.
 */
export function memoryFolder(): string {
  return folderIn(existsSync('/dev/shm') ? '/dev/shm' : tmpdir());
}

function folderIn(place: string): string {
  const folder = realpathSync(mkdtempSync(join(place, 'ellipsight-test-')));
  folders.push(folder);
  return folder;
}

/** A new project that is closed and deleted after the test. */
export async function temporaryProject(
  folder: string = join(temporaryFolder(), 'test.ellipsight'),
): Promise<OpenProject> {
  return remember(await createProject(folder, testDeps()));
}

/** Closes a project and opens it again, as the next day does. */
export async function reopened(project: OpenProject): Promise<OpenProject> {
  await closed(project);
  return remember(await openProject(project.folder, testDeps()));
}

/** The same open project with somebody else at the workstation. */
export function asPerson(project: OpenProject, author: string): OpenProject {
  return Object.create(project, { author: { value: author } }) as OpenProject;
}

/** Closes a project in the middle of a test. */
export async function closed(project: OpenProject): Promise<void> {
  projects.splice(projects.indexOf(project), 1);
  await project.close();
}

function remember(project: OpenProject): OpenProject {
  projects.push(project);
  return project;
}
