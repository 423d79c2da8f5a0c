import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProjectSummary } from '../../src-shared/ipc/views';
import { ask } from './ask';
import { launchWindow, type AppWindow } from './window';
import { createSample, resizePage, watchViolations } from './window-aids';

let window: AppWindow;
let violations: () => Promise<string[]>;

beforeAll(async () => {
  window = await launchWindow();
  violations = await watchViolations(window);
  window.page.setDefaultTimeout(8000);
  await resizePage(window, 1280, 720);
  await createSample(window, join(window.folder, 'lots.ellipsight'), {
    textures: 3,
    ok: 6,
    defective: 2,
    size: 128,
  });
  await window.page.getByTestId('image-tile').nth(5).waitFor();
}, 120_000);

afterAll(() => window.close());

function summary(): Promise<ProjectSummary> {
  return ask(window.page, 'project.summary', {});
}

describe('keeping the collection in the real window', () => {
  it('chooses by corner, Ctrl, Shift and all, and gives a group, a verdict and a texture', async () => {
    const { page } = window;
    const tile = (index: number) => page.getByTestId('image-tile').nth(index);
    const count = page.getByTestId('selection-count');
    await tile(0).hover();
    await tile(0).getByTestId('tile-check').click();
    expect(await count.textContent()).toContain('one image');
    await tile(3).click({ modifiers: ['Shift'] });
    expect(await count.textContent()).toContain('4 images');
    await tile(1).click({ modifiers: ['ControlOrMeta'] });
    expect(await count.textContent()).toContain('3 images');
    await window.checked('collection-selection');

    await page.getByTestId('many-group').click();
    await page.getByTestId('group-name').fill('lot 7');
    await page.getByTestId('group-set').click();
    await page.getByTestId('message-success').filter({ hasText: '3 images changed' }).waitFor();
    expect(await tile(3).textContent()).toContain('lot 7');

    await page.keyboard.press('ControlOrMeta+a');
    expect(await count.textContent()).toContain('24 images');
    await page.keyboard.press('Digit1');
    await page.getByTestId('confirm').waitFor();
    await window.checked('collection-ellipses');
    await page.getByTestId('confirm-action').click();
    await expect
      .poll(async () => (await summary()).textures.map(({ ok }) => ok))
      .toEqual([8, 8, 8]);
    await page.keyboard.press('ControlOrMeta+z');
    await page.getByTestId('message-success').filter({ hasText: 'Undone: 6 images' }).waitFor();
    expect((await summary()).textures.map(({ defective }) => defective)).toEqual([2, 2, 2]);
  });

  it('orders, names, keys and merges textures, and takes it back', async () => {
    const { page } = window;
    await page.getByTestId('collection-open').click();
    await page.getByTestId('textures-open').click();
    const dialog = page.getByTestId('textures');
    const rows = dialog.getByTestId('texture-row');
    const [first, second] = (await summary()).textures;
    await rows.nth(0).getByTestId('texture-down').click();
    await expect.poll(async () => (await summary()).textures[0]?.id).toBe(second?.id);
    const name = rows.nth(0).getByTestId('texture-name');
    await expect.poll(() => name.inputValue()).toBe(second?.name);
    await name.fill(`${first?.name ?? ''}`);
    await name.press('Enter');
    await page.getByTestId('message-failure').getByText('already').waitFor();
    await name.fill('Lederhaut');
    await name.press('Enter');
    await expect.poll(async () => (await summary()).textures[0]?.name).toBe('Lederhaut');
    await window.checked('collection-textures');
    await rows.nth(1).getByTestId('texture-merge').click();
    await dialog.getByTestId('merge-into').getByRole('button', { name: 'Lederhaut' }).click();
    await page.getByRole('button', { name: 'Merge', exact: true }).click();
    await expect.poll(async () => (await summary()).textures.length).toBe(2);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(async () => (await summary()).textures.length).toBe(3);
  });

  it('looks for near-duplicates, and says that there are none', async () => {
    const { page } = window;
    await page.getByTestId('collection-open').click();
    await page.getByTestId('duplicates-open').click();
    await page.getByTestId('duplicates-found').getByText('0 pairs among 24 images').waitFor();
    await window.checked('collection-duplicates');
    await page.getByTestId('duplicates').getByRole('button', { name: 'Close' }).last().click();
    await page.getByTestId('duplicates').waitFor({ state: 'hidden' });
  });

  it('weighs the project, and removes thumbnails when asked', async () => {
    const { page } = window;
    await page.getByTestId('collection-open').click();
    await page.getByTestId('disk-open').click();
    await page.getByTestId('disk-all').waitFor();
    await page.getByTestId('disk').getByText('Thumbnails', { exact: true }).last().click();
    await window.checked('collection-disk');
    await page.getByTestId('disk-clean').click();
    await page.getByTestId('message-success').filter({ hasText: 'files removed' }).waitFor();
    await page.getByTestId('disk').getByRole('button', { name: 'Close' }).last().click();
    await page.getByTestId('disk').waitFor({ state: 'hidden' });
  });

  it('excludes, shows what is excluded, takes back and purges after asking', async () => {
    const { page } = window;
    const tile = (index: number) => page.getByTestId('image-tile').nth(index);
    for (const index of [0, 1]) await tile(index).click({ modifiers: ['ControlOrMeta'] });
    await page.keyboard.press('Delete');
    await expect.poll(async () => (await summary()).excluded).toBe(2);
    await page.getByTestId('filter-excluded').click();
    await expect.poll(() => page.getByTestId('image-tile').count()).toBe(2);
    await tile(0).click({ modifiers: ['ControlOrMeta'] });
    await page.getByTestId('many-take-back').click();
    await expect.poll(async () => (await summary()).excluded).toBe(1);
    await page.getByTestId('purge-open').click();
    await page.getByTestId('purge-start').waitFor();
    await window.checked('collection-purge');
    await page.getByTestId('purge-start').click();
    await expect.poll(async () => await summary()).toMatchObject({ excluded: 0, images: 23 });
    await page.getByTestId('empty-state').waitFor();
    expect(await violations()).toEqual([]);
  });
});
