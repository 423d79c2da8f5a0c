import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './ask';
import { launchWindow, type AppWindow } from './window';
import { answerDialogs, resizePage, watchViolations } from './window-aids';

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
    await window.screenshot('import-check');
    await page.getByTestId('import-start').click();
    await page.getByTestId('import-close').click();
    expect((await ask(page, 'project.summary', {})).textures).toMatchObject([
      { name: 'steel', ok: 2, defective: 1 },
    ]);
  });

  it('never do what the CSP forbids', async () => {
    expect(await violations()).toEqual([]);
  });
});
