import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './ask';
import { launchWindow, type AppWindow } from './window';
import { answerDialogs, dropPath, resizePage, watchViolations } from './window-aids';

let window: AppWindow;
let violations: () => Promise<string[]>;

beforeAll(async () => {
  window = await launchWindow();
  violations = await watchViolations(window);
  await resizePage(window, 1280, 720);
  const { page, folder } = window;
  await answerDialogs(window, join(folder, 'steel.ellipsight'));
  await page.getByTestId('new-project').click();
  await page.getByTestId('images-view').waitFor();
});

afterAll(() => window.close());

/** A gray image that no other seed gives. */
async function writeImage(file: string, seed: number): Promise<void> {
  const pixels = Uint8Array.from({ length: 64 * 64 }, (_, i) => (i * 7 + seed * 13) % 251);
  const png = await sharp(pixels, { raw: { width: 64, height: 64, channels: 1 } })
    .png()
    .toBuffer();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, png);
}

/** Opens one of the dialogs of the project's menu. */
async function choose(
  item: 'labels' | 'archive-export' | 'archive-import' | 'backups',
): Promise<void> {
  await window.page.getByTestId('project-menu').click();
  await window.page.getByTestId(`menu-${item}`).click();
}

describe('the dialogs of the real window', () => {
  it('import a folder with corrected textures and verdicts, after saying what will happen', async () => {
    const { page, folder } = window;
    const source = join(folder, 'line4');
    for (const [index, name] of ['Tray/1', 'Tray/2', 'Scrap/3'].entries()) {
      await writeImage(join(source, `${name}.png`), index);
    }
    writeFileSync(join(source, 'Tray/broken.png'), 'no image');
    await answerDialogs(window, source);
    await page.getByTestId('import').first().click();
    const check = page.getByTestId('import-check');
    await check.getByTestId('import-skipped-list').getByText('broken.png').waitFor();
    expect((await ask(page, 'project.summary', {})).images).toBe(0);

    for (const field of await page.getByTestId('import-texture').all()) await field.fill('steel');
    await page.getByRole('tab', { name: 'Verdicts' }).click();
    await page.getByLabel('Verdict of the images in Tray').selectOption('ok');
    await page.getByLabel('Verdict of the images in Scrap').selectOption('defective');
    await expect.poll(() => check.getByTestId('import-added').count()).toBe(0);
    await expect.poll(() => check.getByTestId('import-added').count()).toBe(1);
    await window.checked('import-check');
    await page.getByTestId('import-start').click();
    await page.getByTestId('import-close').click();
    expect((await ask(page, 'project.summary', {})).textures).toMatchObject([
      { name: 'steel', ok: 2, defective: 1 },
    ]);
  });

  it('export labels for other programs, and say what a format cannot hold', async () => {
    const { page, folder } = window;
    const out = join(folder, 'masks');
    await choose('labels');
    await page.getByTestId('format-masks').click();
    await page.getByTestId('label-export-losses').waitFor();
    await answerDialogs(window, out);
    await page.getByTestId('label-export-choose').click();
    await page.getByTestId('label-export-start').click();
    await page.getByTestId('label-export-left').getByText('3.png').waitFor();
    await window.checked('export-labels');
    await page.getByTestId('label-export-close').click();
    // The defective image has no ellipse, so that no mask says where its defect is.
    expect(readdirSync(join(out, 'images', 'steel')).length).toBe(2);
    expect(readdirSync(join(out, 'masks', 'steel')).length).toBe(2);
  });

  it('carry images to an archive and back, with the user’s choice where labels differ', async () => {
    const { page, folder } = window;
    const archive = join(folder, 'steel.zip');
    await choose('archive-export');
    await answerDialogs(window, archive);
    await page.getByTestId('archive-export-choose').click();
    await page.getByTestId('archive-export-start').click();
    await page.getByTestId('archive-export-close').click();

    const shape = { x: 30, y: 30, a: 12, b: 6, angle: 0.5 };
    for (const imageId of [1, 2])
      await ask(page, 'labels.add-ellipses', { imageId, shapes: [shape] });
    await choose('archive-import');
    await page.getByTestId('conflicts').waitFor();
    await expect.poll(() => page.getByTestId('conflict').count()).toBe(2);
    await page.getByTestId('keep-theirs').click();
    await window.checked('archive-conflicts');
    await page.getByTestId('archive-import-start').click();
    await page.getByTestId('archive-import-close').click();
    expect((await ask(page, 'images.get', { imageId: 1 })).ellipses).toEqual([]);
    expect((await ask(page, 'images.get', { imageId: 2 })).ellipses).toMatchObject([{ shape }]);
  });

  it('open on a folder or an archive that is dropped on the window', async () => {
    const { page, folder } = window;
    await dropPath(window, join(folder, 'line4/Tray/1.png'));
    await expect
      .poll(() => page.getByTestId('import-path').innerText())
      .toBe(join(folder, 'line4/Tray'));
    await page.getByTestId('import-check').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('import-dialog').waitFor({ state: 'hidden' });
    await dropPath(window, join(folder, 'steel.zip'));
    await page.getByTestId('archive-check').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('archive-import-dialog').waitFor({ state: 'hidden' });
  });

  it('of the system speak the language of the window', async () => {
    const { app, page } = window;
    await app.evaluate(({ dialog }) => {
      dialog.showSaveDialog = (...given: unknown[]) => {
        const [, options] = given as [unknown, Electron.SaveDialogOptions];
        Object.assign(globalThis, { askedTitle: options.title });
        return Promise.resolve({ canceled: true, filePath: '' });
      };
    });
    await page.getByTestId('settings').click();
    await page.getByTestId('language-ko').click();
    await page.keyboard.press('Escape');
    await choose('archive-export');
    await page.getByTestId('archive-export-choose').click();
    await expect
      .poll(() => app.evaluate(() => Reflect.get(globalThis, 'askedTitle')))
      .toBe('보관 파일 내보내기');
    await page.keyboard.press('Escape');
    await page.getByTestId('settings').click();
    await page.getByTestId('language-en').click();
    await page.keyboard.press('Escape');
  });

  it('back up, verify, and restore into a new folder that opens', async () => {
    const { page, folder } = window;
    await choose('backups');
    await page.getByTestId('back-up-now').click();
    await page.getByTestId('backup-list').waitFor();
    await page.getByTestId('verify').click();
    expect(await page.getByTestId('verify-result').innerText()).toContain('All is well');
    const copy = join(folder, 'copy.ellipsight');
    await answerDialogs(window, copy);
    await page.getByTestId('backup-action').first().click();
    await page.getByTestId('restored').waitFor();
    await window.checked('backups');
    await page.getByTestId('open-restored').click();
    await expect.poll(async () => (await ask(page, 'project.summary', {})).path).toBe(copy);
    expect((await ask(page, 'project.summary', {})).images).toBe(3);
  });

  it('never do what the CSP forbids', async () => {
    expect(await violations()).toEqual([]);
  });
});
