import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { graveFindings } from './axe';
import { ask } from './ask';
import { openDecidedProject } from './decided-project';
import { launchWindow, type AppWindow } from './window';
import { resizePage } from './window-aids';

// The label-doubt queue over a run whose decisions are made up.

let window: AppWindow;
let run = '';

beforeAll(async () => {
  window = await launchWindow();
  await resizePage(window, 1280, 720);
  run = await openDecidedProject(window);
}, 120_000);

afterAll(() => window.close());

describe('label doubts in the real window', () => {
  it('are listed worst first, with both opinions, and ruled on by key', async () => {
    const { page } = window;
    await page.getByTestId('nav-doubts').click();
    await page.getByTestId('doubts-at-least').click();
    await page.getByRole('option', { name: '50' }).click();
    await expect.poll(() => page.getByTestId('doubt').count()).toBe(2);
    await page.getByTestId('opinions').getByText('defective in 3 of 3 trials').waitFor();
    await page.locator('[data-testid=doubt-picture] image').waitFor();
    await window.screenshot('doubts-open');
    expect(await graveFindings(page)).toEqual([]);
    await page.getByTestId('ruling-note').fill('A scratch, top left.');
    await page.getByTestId('ruling-note').blur();
    await page.keyboard.press('w');
    await expect.poll(() => page.getByTestId('doubt').count()).toBe(1);
    await page.keyboard.press('r');
    await page.getByTestId('empty-state').waitFor();
    const { rulings } = await ask(page, 'rulings.list', { offset: 0, limit: 10 });
    expect(rulings).toMatchObject([
      {
        labelRight: true,
        label: { verdict: 'ok' },
        opinion: { run, defective: true, trials: 3, defectiveTrials: 2 },
      },
      {
        labelRight: false,
        note: 'A scratch, top left.',
        label: { verdict: 'ok' },
        opinion: { run, defective: true, trials: 3, defectiveTrials: 3 },
      },
    ]);
    const reviews = await Promise.all(
      rulings.map(
        async ({ image }) => (await ask(page, 'images.get', { imageId: image.id })).review,
      ),
    );
    expect(reviews).toEqual(['reviewed', 'disputed']);
  });

  it('show what was ruled on, and take a ruling back with Ctrl+Z', async () => {
    const { page } = window;
    await page.getByTestId('doubts-ruled').click();
    await page.getByTestId('ruling-list').getByText('A scratch, top left.').waitFor();
    await window.screenshot('doubts-ruled');
    expect(await graveFindings(page)).toEqual([]);
    await page.getByTestId('doubts-showing').getByText('In doubt').click();
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.getByTestId('doubt').count()).toBe(1);
    expect((await ask(page, 'rulings.list', { offset: 0, limit: 10 })).total).toBe(1);
  });

  it('are a filter of the images too, sorted by score', async () => {
    const { page } = window;
    await page.getByTestId('nav-images').click();
    await page.getByTestId('filter-more').click();
    await page.getByTestId('filter-run').click();
    await page.getByRole('option', { name: run }).click();
    await page.getByTestId('filter-decided').click();
    await page.getByRole('option', { name: 'against the label' }).click();
    await expect.poll(() => page.getByTestId('image-tile').count()).toBe(2);
    await window.screenshot('filter-decision');
    expect(await graveFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByTestId('filter-order').click();
    await page.getByRole('option', { name: 'Lowest score first' }).click();
    await expect
      .poll(() => page.getByTestId('image-tile').first().getAttribute('title'))
      .toBeTruthy();
  });
});
