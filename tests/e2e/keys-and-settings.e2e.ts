import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './ask';
import { launchWindow, type AppWindow } from './window';
import { createSample, resizePage } from './window-aids';

let window: AppWindow;
let path: string;

beforeAll(async () => {
  window = await launchWindow();
  await resizePage(window, 1280, 720);
  path = join(window.folder, 'keys.ellipsight');
  await createSample(window, path, { textures: 1, ok: 2, defective: 1, size: 96 });
  await window.page.getByTestId('image-tile').nth(2).waitFor();
}, 120_000);

afterAll(() => window.close());

/** Settings as they lie on the disk. */
function stored(): { keys: object; recent: { path: string; view?: string }[] } {
  return JSON.parse(readFileSync(join(window.folder, 'user-data', 'settings.json'), 'utf8'));
}

describe('the keys', () => {
  it('are listed by F1, found by what they do, and the list is closed by F1', async () => {
    const { page } = window;
    await page.keyboard.press('F1');
    const dialog = page.getByTestId('keys-dialog');
    await dialog.getByTestId('key-draw').waitFor();
    await window.checked('keys');
    await dialog.getByTestId('key-search').fill('ellipse draw');
    await dialog.getByTestId('key-next').waitFor({ state: 'detached' });
    expect(await dialog.getByTestId('key-draw').innerText()).toContain('O');
    await page.keyboard.press('F1');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('are given to other actions, with a warning where a key is taken', async () => {
    const { page } = window;
    await page.keyboard.press('F1');
    const dialog = page.getByTestId('keys-dialog');
    await dialog.getByTestId('key-draw').getByTestId('change-key').click();
    await page.keyboard.press('d');
    await dialog.getByTestId('key-conflict').getByText('next image').waitFor();
    await window.checked('keys-conflict');
    expect(stored().keys).toEqual({});
    await dialog.getByTestId('take-key').click();
    await expect.poll(() => stored().keys).toEqual({ draw: ['KeyD'], next: [] });
    await page.keyboard.press('F1');
    await dialog.waitFor({ state: 'hidden' });

    await page.getByTestId('image-tile').first().click();
    await page.locator('image').waitFor();
    await page.keyboard.press('o');
    expect(await page.getByTestId('tool-ellipse').getAttribute('aria-pressed')).toBe('false');
    await page.keyboard.press('d');
    expect(await page.getByTestId('tool-ellipse').getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('Escape');
  });

  it('are those of the letters’ places, whatever the layout writes', async () => {
    const { page } = window;
    // What a Korean or French layout sends for the key in the place of D.
    await page.evaluate(() => {
      const event = { code: 'KeyD', key: 'ㅇ', bubbles: true, cancelable: true };
      document.body.dispatchEvent(new KeyboardEvent('keydown', event));
    });
    await expect
      .poll(() => page.getByTestId('tool-ellipse').getAttribute('aria-pressed'))
      .toBe('true');
    await page.keyboard.press('Escape');
  });

  it('come back as they were', async () => {
    const { page } = window;
    await page.keyboard.press('F1');
    await page.getByTestId('restore-keys').click();
    await page.getByTestId('confirm-action').click();
    await expect.poll(() => stored().keys).toEqual({});
    await page.keyboard.press('F1');
    await page.getByTestId('keys-dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('o');
    await expect
      .poll(() => page.getByTestId('tool-ellipse').getAttribute('aria-pressed'))
      .toBe('true');
    await page.keyboard.press('Escape');
  });
});

describe('the settings page', () => {
  it('takes the name, the language and the appearance', async () => {
    const { page } = window;
    await page.getByTestId('settings').click();
    await page.getByTestId('all-settings').click();
    const view = page.getByTestId('settings-view');
    await view.getByTestId('settings-author').fill('Kim Minseo');
    await view.getByTestId('settings-author').press('Enter');
    await expect
      .poll(async () => (await ask(page, 'app.state', {})).author.name)
      .toBe('Kim Minseo');
    await window.checked('settings-page');
    await view.getByText('한국어').click();
    await view.getByTestId('key-next').getByText('다음 이미지').waitFor();
    await window.screenshot('settings-page-korean');
    await view.getByText('English').click();
    await view.getByText('Dark').click();
    await expect.poll(async () => (await ask(page, 'app.state', {})).theme).toBe('dark');
    await window.screenshot('settings-page-dark');
    await view.getByText('Light').click();
    await page.getByTestId('leave-settings').click();
    await page.getByTestId('image-view').waitFor();
  });
});

describe('the last view', () => {
  it('is where the window comes back after its page died', async () => {
    const { page, app } = window;
    const left = new URL(page.url()).hash.slice(1);
    expect(left).toMatch(/^\/images\/\d+$/);
    await expect.poll(() => stored().recent.find((entry) => entry.path === path)?.view).toBe(left);
    await app.evaluate(({ BrowserWindow }) => {
      const [opened] = BrowserWindow.getAllWindows();
      void opened?.loadURL('app://ellipsight/index.html');
    });
    await page.getByTestId('image-view').waitFor();
    expect(new URL(page.url()).hash.slice(1)).toBe(left);
  });
});
