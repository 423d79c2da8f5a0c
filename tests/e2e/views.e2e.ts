import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchWindow, type AppWindow } from './window';
import { answerDialogs, createSample, resizePage, watchViolations } from './window-aids';

let window: AppWindow;
let violations: () => Promise<string[]>;

beforeAll(async () => {
  window = await launchWindow();
  violations = await watchViolations(window);
  await resizePage(window, 1280, 720);
});

afterAll(() => window.close());

async function chooseTheme(theme: 'light' | 'dark'): Promise<void> {
  const { page } = window;
  await page.getByTestId('settings').click();
  await page.getByTestId(`theme-${theme}`).click();
  await expect
    .poll(() => page.evaluate(() => document.documentElement.classList.contains('dark')))
    .toBe(theme === 'dark');
  await page.getByTestId('settings').click();
}

/** Whether anything runs past the right edge of the page. */
async function isCutOff(): Promise<boolean> {
  return window.page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
}

describe('the views of the real window', () => {
  it('begin with the first screen, and say in a sentence why a folder is no project', async () => {
    const { page, folder } = window;
    await page.getByTestId('start-view').waitFor();
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    await answerDialogs(window, empty);
    await page.getByTestId('open-project').click();
    const message = await page.getByTestId('message-failure').innerText();
    expect(message).toContain(empty);
    expect(message).not.toContain('[object');
    await window.checked('start-failing');
    await page.getByTestId('message-failure').getByRole('button').click();
  });

  it('stay where they are when a dialog is given up', async () => {
    await answerDialogs(window, null);
    await window.page.getByTestId('new-project').click();
    await window.page.getByTestId('new-project').isEnabled();
    expect(await window.page.getByTestId('start-view').isVisible()).toBe(true);
    expect(await window.page.getByTestId('message-failure').count()).toBe(0);
  });

  it('show what to do in an empty project, light and dark', async () => {
    const { page, folder } = window;
    await answerDialogs(window, join(folder, 'empty-project'));
    await page.getByTestId('new-project').click();
    for (const theme of ['light', 'dark'] as const) {
      await page.getByTestId('images-view').waitFor();
      await chooseTheme(theme);
      for (const view of ['training', 'students', 'report', 'images'] as const) {
        await page.getByTestId(`nav-${view}`).click();
        await page.getByTestId(`${view}-view`).getByTestId('empty-state').waitFor();
        const shot = `empty-${view}-${theme}`;
        // axe-core looks at both themes at once.
        await (theme === 'light' ? window.checked(shot) : window.screenshot(shot));
        expect(await isCutOff()).toBe(false);
      }
    }
    await page.getByTestId('close-project').click();
    await page.getByTestId('start-view').waitFor();
    expect(await page.getByTestId('recent-projects').innerText()).toContain('empty-project');
  });

  it('fill a project with the sample, filter it, and open an image by keys', async () => {
    const { page, folder } = window;
    // Large enough for the quick preset: half of 256 pixels holds a patch of 112.
    const recipe = { textures: 2, ok: 4, defective: 2, size: 256 };
    await createSample(window, join(folder, 'sample.ellipsight'), recipe);
    await expect.poll(() => page.getByTestId('image-tile').count()).toBe(12);
    await page.getByTestId('filter-defective').click();
    await expect.poll(() => page.getByTestId('image-tile').count()).toBe(4);
    await page.getByTestId('filter-text').fill('no such name');
    await page.getByTestId('empty-state').waitFor();
    await page.getByRole('button', { name: 'Show all images' }).click();
    await expect.poll(() => page.getByTestId('image-tile').count()).toBe(12);
    await page.getByTestId('image-tile').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByTestId('image-position').innerText()).toContain('2 of 12');
    await window.checked('image-dark');
    await page.getByTestId('back-to-grid').click();
    await page.getByTestId('image-grid').waitFor();
  });

  it('check a plan before it starts, and name what stops it', async () => {
    const { page } = window;
    await page.getByTestId('nav-training').click();
    await page.getByTestId('new-teacher').first().click();
    const check = page.getByTestId('plan-check');
    await expect.poll(() => check.getByTestId('start-run').isEnabled()).toBe(true);
    await page.getByTestId('plan-more-toggle').click();
    const patch = page.getByTestId('plan-patchSize').getByRole('spinbutton');
    await patch.fill('1024');
    await patch.press('Tab');
    await check.getByTestId('plan-problem').first().waitFor();
    expect(await check.getByTestId('start-run').isEnabled()).toBe(false);
    await window.checked('plan-problem');
  });

  it('save a plan under a name, take it again in a fresh form, and compare it', async () => {
    const { page } = window;
    const patch = page.getByTestId('plan-patchSize').getByRole('spinbutton');
    await patch.fill('96');
    await patch.press('Tab');
    await page.getByTestId('save-plan').click();
    await page.getByTestId('plan-name').fill('Small patches');
    await window.checked('plan-save');
    await page.getByTestId('plan-name-save').click();
    await expect.poll(() => page.getByTestId('saved-plan').innerText()).toContain('Small patches');
    await page.getByTestId('nav-training').click();
    await page.getByTestId('new-teacher').first().click();
    await page.getByTestId('plan-more-toggle').click();
    expect(await patch.inputValue()).toBe('112');
    await page.getByTestId('saved-plan').click();
    await page.getByRole('option', { name: 'Small patches' }).click();
    await expect.poll(() => patch.inputValue()).toBe('96');
    await window.checked('plan-more');
    await patch.fill('80');
    await patch.press('Tab');
    await page.getByTestId('compare-plans').click();
    const rows = page.getByTestId('plan-differences').locator('tr');
    await expect.poll(() => rows.allInnerTexts()).toEqual(['Patch side, pixels\t96\t80']);
    await window.checked('plan-compare');
    await page.keyboard.press('Escape');
    expect(await isCutOff()).toBe(false);
  });

  it('speak Korean at once, and use a large screen', async () => {
    const { page } = window;
    await page.getByTestId('settings').click();
    await page.getByTestId('language-ko').click();
    await page.getByTestId('settings').click();
    await resizePage(window, 1920, 1080);
    await page.getByTestId('nav-images').click();
    expect(await page.getByTestId('import').innerText()).toBe('이미지 가져오기');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('ko');
    await window.checked('images-korean-large');
    expect(await isCutOff()).toBe(false);
  });

  it('tell in Korean why a folder is no project', async () => {
    const { page, folder } = window;
    await page.getByTestId('close-project').click();
    await page.getByTestId('start-view').waitFor();
    await answerDialogs(window, join(folder, 'empty'));
    await page.getByTestId('open-project').click();
    const message = page.getByTestId('message-failure').filter({ hasText: 'project.db' });
    const said = await message.locator('p').allInnerTexts();
    expect(said).toEqual([
      `Ellipsight 프로젝트가 아닙니다. 안에 project.db 파일이 없습니다: ${join(folder, 'empty')}`,
      '프로젝트 폴더를 고르거나 새로 만드세요.',
    ]);
  });

  it('never do what the CSP forbids', async () => {
    expect(await violations()).toEqual([]);
  });
});
