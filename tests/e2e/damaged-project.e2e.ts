import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forkLauncher } from '../../src-main/children/fork-launcher';
import { backUp } from '../../src-main/services/backup-service';
import { imageDetail, imageFile } from '../../src-main/services/image-service';
import { addEllipse } from '../../src-main/services/labelling-service';
import { createProject } from '../../src-main/services/project-service';
import { addSample } from '../../src-main/services/sample-service';
import { ask } from './ask';
import { checkout, launchWindow, nativeParts, type AppWindow } from './window';
import { answerDialogs, resizePage } from './window-aids';

let window: AppWindow;
let project: string;
let spoiltImage: string;

/** Turns a bit of a file. */
function spoil(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

beforeAll(async () => {
  window = await launchWindow();
  await resizePage(window, 1280, 720);
  project = join(window.folder, 'steel.ellipsight');
  const { sqliteBinding } = nativeParts();
  const made = await createProject(project, {
    launcher: forkLauncher(join(checkout, 'out', 'main')),
    sqliteBinding,
    author: 'e2e',
  });
  const sample = { textures: 1, ok: 3, defective: 0, size: 64, seed: 1 };
  const quietly = { onProgress: () => undefined, signal: { cancelled: false } };
  await addSample(made, sample, quietly);
  addEllipse(made, 1, { x: 20, y: 20, a: 8, b: 5, angle: 0 });
  const { folder, database, now } = made;
  await backUp({ folder, database, now, sqliteBinding });
  // Not in the backup.
  addEllipse(made, 2, { x: 20, y: 20, a: 8, b: 5, angle: 0 });
  spoiltImage = imageFile(made, imageDetail(made, 3).sha256);
  await made.close();
  const database2 = join(project, 'project.db');
  spoil(database2, Math.floor(readFileSync(database2).length / 2));
  spoil(spoiltImage, 60);
});

afterAll(async () => {
  // They lie in the window's folder, which goes with it.
  for (const mount of mounts) execFileSync('umount', ['-l', mount]);
  await window.close();
});

const mounts: string[] = [];
// A medium that can only be read: root alone can make one.
const canMount = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

describe('a damaged project in the real window', () => {
  it('is named, and its backup offered; without it nothing changes', async () => {
    const { page } = window;
    await page.getByTestId('start-view').waitFor();
    await answerDialogs(window, project);
    const before = readFileSync(join(project, 'project.db'));
    await page.getByTestId('open-project').click();
    const dialog = page.getByTestId('damaged-project');
    await dialog.waitFor();
    expect(await dialog.innerText()).toContain(join(project, 'project.db'));
    await window.checked('damaged-project');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(readFileSync(join(project, 'project.db')).equals(before)).toBe(true);
  });

  it('opens with its backup in place, and says where the damaged file is', async () => {
    const { page } = window;
    await page.getByTestId('open-project').click();
    await page.getByTestId('restore-backup').click();
    await page.getByTestId('images-view').waitFor();
    expect(await page.getByTestId('message-success').innerText()).toContain('replaced-');
    expect((await ask(page, 'images.get', { imageId: 2 })).ellipses).toEqual([]);
    await window.checked('restored-project');
  });

  it('names the file of an image that has been damaged', async () => {
    const { page } = window;
    await page.getByTestId('image-tile').nth(2).click();
    const note = page.getByTestId('image-stage').locator('..').getByTestId('failure-note');
    await note.waitFor();
    expect(await note.innerText()).toContain(spoiltImage);
    await window.checked('damaged-image');
  });
});

describe.skipIf(!canMount)('a project on a medium that can only be read', () => {
  it('opens to be looked at, says so on top, and offers no change', async () => {
    const { page, folder } = window;
    await page.getByTestId('close-project').click();
    await page.getByTestId('start-view').waitFor();
    const medium = join(folder, 'medium');
    mkdirSync(medium);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', medium]);
    mounts.push(medium);
    const copy = join(medium, 'steel.ellipsight');
    cpSync(project, copy, { recursive: true });
    execFileSync('mount', ['-o', 'remount,ro', medium]);

    await answerDialogs(window, copy);
    await page.getByTestId('open-project').click();
    await page.getByTestId('images-view').waitFor();
    expect(await page.locator('.warning').allInnerTexts()).toContain(
      'This project is open for reading only: labels and runs cannot be changed.',
    );
    await page.getByTestId('image-tile').first().click();
    await page.getByTestId('image-stage').waitFor();
    await page.keyboard.press('3');
    expect((await ask(page, 'images.get', { imageId: 1 })).verdict).toBe('defective');
    await window.checked('read-only-project');
    await page.getByTestId('close-project').click();
    await page.getByTestId('start-view').waitFor();
  });
});
