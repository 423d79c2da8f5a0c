import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageDetail } from '../../src-shared/ipc/views';
import { ask } from './ask';
import { launchWindow, type AppWindow } from './window';
import { createSample, resizePage } from './window-aids';

let window: AppWindow;

beforeAll(async () => {
  window = await launchWindow();
  await resizePage(window, 1280, 720);
  await createSample(window, join(window.folder, 'review.ellipsight'), {
    textures: 1,
    ok: 4,
    defective: 2,
    size: 128,
  });
  await window.page.getByTestId('author-name').fill('Kim');
  await window.page.getByTestId('author-keep').click();
  await window.page.getByTestId('image-tile').first().click();
  await window.page.locator('image').waitFor();
}, 120_000);

afterAll(() => window.close());

function openId(): number {
  return Number(new URL(window.page.url()).hash.split('/').pop());
}

/** What the database holds of an image. */
function stored(imageId = openId()): Promise<ImageDetail> {
  return ask(window.page, 'images.get', { imageId });
}

async function until(what: (image: ImageDetail) => boolean, imageId = openId()): Promise<void> {
  await expect.poll(async () => what(await stored(imageId)), { timeout: 10_000 }).toBe(true);
}

/** Somebody else sits down. */
async function as(name: string): Promise<void> {
  await ask(window.page, 'app.set-author', { name });
}

describe('review in the real window', () => {
  it('marks an image reviewed with Ctrl+Alt+K, shows the green dot, and takes it back', async () => {
    const { page } = window;
    await page.keyboard.press('Control+Alt+k');
    await until(({ review }) => review === 'reviewed');
    expect((await stored()).reviewing.reviewed?.by).toBe('Kim');
    await page.getByTestId('review-state').getByTestId('review-mark-reviewed').waitFor();
    await window.screenshot('review-reviewed');
    await page.keyboard.press('Control+Alt+k');
    await until(({ review }) => review === 'labelled');
    await page.keyboard.press('Control+z');
    await until(({ review }) => review === 'reviewed');
  });

  it('goes to the next image that is not reviewed with Ctrl+Shift+D, and back with A', async () => {
    const { page } = window;
    const first = openId();
    await page.keyboard.press('d');
    await expect.poll(openId).toBe(first + 1);
    await page.getByTestId('review-toggle').click();
    await until(({ review }) => review === 'reviewed');
    await page.keyboard.press('a');
    await expect.poll(openId).toBe(first);
    await page.keyboard.press('Control+Shift+d');
    await expect.poll(openId).toBe(first + 2);
    await page.keyboard.press('Control+Shift+a');
    await page.getByText('No earlier image').waitFor();
    expect(openId()).toBe(first + 2);
  });

  it('refuses the review of the own label, and lets the second person dispute it with a note', async () => {
    const { page } = window;
    await page.keyboard.press('3');
    await until(({ verdict }) => verdict === 'unsure');
    await page.getByTestId('review-refusal').waitFor();
    expect(await page.getByTestId('review-toggle').isDisabled()).toBe(true);
    await page.keyboard.press('Control+Alt+k');
    await page.getByTestId('message-failure').getByText('second person reviews').waitFor();
    expect((await stored()).review).toBe('labelled');
    await as('Lee');
    await page.keyboard.press('Control+Alt+d');
    await page.getByTestId('note-text').fill('Stain or scratch?');
    await page.keyboard.press('Enter');
    await until(({ review }) => review === 'disputed');
    expect((await stored()).reviewing).toMatchObject({
      labelled: { by: 'Kim' },
      reviewed: { by: 'Lee' },
      notes: [{ text: 'Stain or scratch?', who: 'Lee', ellipseId: null }],
    });
    await window.screenshot('review-disputed');
  });

  it('keeps a note on the selected ellipse', async () => {
    const { page } = window;
    const filter = { textureId: null, verdict: 'defective', text: '' } as const;
    const { rows } = await ask(page, 'images.page', { filter, offset: 0, limit: 1 });
    const id = rows[0]?.id ?? 0;
    await page.evaluate((image) => (location.hash = `#/images/${image}`), id);
    await expect.poll(openId).toBe(id);
    await page.getByTestId('ellipse-list').getByRole('button').first().click();
    await page.getByTestId('note-open').click();
    await page.getByTestId('note-text').fill('Ends at the edge.');
    await page.getByTestId('note-keep').click();
    await until(({ reviewing }) => reviewing.notes.length === 1, id);
    const { ellipses, reviewing } = await stored(id);
    expect(reviewing.notes[0]?.ellipseId).toBe(ellipses[0]?.id);
    await page.getByTestId('notes').getByText('on ellipse 1').waitFor();
  });

  it('finds images by review state and labeller, and reviews many at once from the grid', async () => {
    const { page } = window;
    await page.getByTestId('back-to-grid').click();
    await page.getByTestId('filter-more').click();
    await page.getByTestId('filter-review').click();
    await page.getByRole('option', { name: 'not reviewed yet' }).click();
    await expect.poll(() => page.getByTestId('image-tile').count()).toBe(4);
    await page.getByTestId('filter-labeller').click();
    await window.screenshot('review-filters');
    await page.getByRole('option', { name: 'Kim' }).click();
    await expect.poll(() => page.getByTestId('image-tile').count()).toBe(1);
    await page.getByTestId('filter-more-reset').click();
    await expect.poll(() => page.getByTestId('image-tile').count()).toBe(6);
    await page.keyboard.press('Escape');
    await as('Kim');
    await page
      .getByTestId('image-tile')
      .nth(3)
      .click({ modifiers: ['ControlOrMeta'] });
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+Alt+k');
    await page.getByText('One image was left').waitFor();
    const { rows } = await ask(page, 'images.page', {
      filter: { textureId: null, verdict: null, text: '', review: 'reviewed' },
      offset: 0,
      limit: 50,
    });
    expect(rows.length).toBe(5);
    await window.screenshot('review-grid');
  });
});

describe('filters in the real window', () => {
  it('sorts, keeps a filter under a name with its count, takes it again, and removes it', async () => {
    const { page } = window;
    await page.keyboard.press('Escape');
    await page.getByTestId('filter-defective').click();
    await page.getByTestId('filter-order').click();
    await page.getByRole('option', { name: 'By review' }).click();
    await expect.poll(() => page.getByTestId('image-tile').count()).toBe(2);
    await page.getByTestId('saved-filters').click();
    await page.getByTestId('filter-name').fill('Defects to review');
    await page.getByTestId('filter-save').click();
    await page.getByTestId('saved-filter').getByText('Defects to review').waitFor();
    expect(await page.getByTestId('saved-filter').innerText()).toMatch(/2$/);
    await window.screenshot('saved-filters');
    await page.keyboard.press('Escape');
    const { filters } = await ask(page, 'filters.list', {});
    expect(filters).toMatchObject([
      { name: 'Defects to review', images: 2, filter: { verdict: 'defective', order: 'review' } },
    ]);
    await page.getByTestId('filter-defective').click();
    await expect.poll(() => page.getByTestId('image-tile').count()).toBe(6);
    await page.getByTestId('saved-filters').click();
    await page.getByTestId('saved-filter').click();
    await expect.poll(() => page.getByTestId('image-tile').count()).toBe(2);
    await page.getByTestId('saved-filters').click();
    await page.getByTestId('saved-filter-remove').click();
    await expect.poll(async () => (await ask(page, 'filters.list', {})).filters).toEqual([]);
    await page.keyboard.press('Escape');
  });
});
