import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TextureLook } from '../../src-shared/ipc/look-views';
import { noCorrections } from '../../src-shared/dataset/import-corrections';
import { ask } from './ask';
import { launchWindow, type AppWindow } from './window';
import { createSample, resizePage, watchViolations } from './window-aids';

let window: AppWindow;
let violations: () => Promise<string[]>;

/** A ramp of 16-bit values from 1000, one more in each column, in a picture of 255 columns. */
const side = 255;
const ramp = Uint16Array.from({ length: side * side }, (_, i) => 1000 + (i % side));

beforeAll(async () => {
  window = await launchWindow();
  violations = await watchViolations(window);
  await resizePage(window, 1280, 720);
  const recipe = { textures: 1, ok: 4, defective: 1, size: 128 };
  await createSample(window, join(window.folder, 'looks.ellipsight'), recipe);
  const deep = join(window.folder, 'deep');
  mkdirSync(deep);
  const picture = sharp(ramp, { raw: { width: side, height: side, channels: 1 } });
  writeFileSync(join(deep, 'ramp.png'), await picture.toColourspace('grey16').png().toBuffer());
  await ask(window.page, 'import.start', {
    source: deep,
    format: 'plain-folder',
    corrections: noCorrections,
  });
  await window.page.getByTestId('status-bar').getByText('6 images').waitFor();
  await window.page.getByTestId('image-tile').nth(5).waitFor();
  await window.page.getByTestId('image-tile').first().click();
  await painted(1);
}, 120_000);

afterAll(() => window.close());

function picture(): ReturnType<AppWindow['page']['locator']> {
  return window.page.getByTestId('image-stage').locator('svg.picture');
}

/** Waits until the image at this place of the grid, from 1, is painted. */
async function painted(place: number): Promise<void> {
  const { page } = window;
  await page.getByTestId('image-position').getByText(`${place} of 6`).waitFor();
  const imageId = Number(new URL(page.url()).hash.split('/').pop());
  const { sha256 } = await ask(page, 'images.get', { imageId });
  await page.locator(`svg.picture[data-painted="${sha256}"]`).waitFor();
}

async function numberOf(name: 'scale' | 'x' | 'y'): Promise<number> {
  return Number(await picture().getAttribute(`data-${name}`));
}

/** Gray of the screen at image points, 0–255. */
async function grays(points: readonly (readonly [number, number])[]): Promise<number[]> {
  const box = await picture().boundingBox();
  if (box === null) throw new Error('The picture is not shown.');
  const [scale, left, top] = [await numberOf('scale'), await numberOf('x'), await numberOf('y')];
  const shot = await window.page.screenshot({ clip: box });
  const { data, info } = await sharp(shot).raw().toBuffer({ resolveWithObject: true });
  return points.map(([x, y]) => {
    const column = Math.floor((x - left) * scale);
    const row = Math.floor((y - top) * scale);
    return data[(row * info.width + column) * info.channels] ?? NaN;
  });
}

async function storedLooks(): Promise<readonly TextureLook[]> {
  return (await ask(window.page, 'looks.list', {})).looks;
}

async function slide(testid: string, value: number): Promise<void> {
  const slider = window.page.getByTestId(testid);
  await slider.fill(String(value));
  await slider.dispatchEvent('change');
}

describe('looking at pictures in the real window', () => {
  it('zooms at the pointer: the pixel under it stays under it', async () => {
    const box = await picture().boundingBox();
    const at = { x: (box?.x ?? 0) + 400, y: (box?.y ?? 0) + 300 };
    const under = async (): Promise<readonly number[]> => {
      const scale = await numberOf('scale');
      return [(await numberOf('x')) + 400 / scale, (await numberOf('y')) + 300 / scale];
    };
    await window.page.mouse.move(at.x, at.y);
    const before = await under();
    const scale = await numberOf('scale');
    await window.page.keyboard.down('Control');
    await window.page.mouse.wheel(0, -300);
    await window.page.keyboard.up('Control');
    await expect.poll(() => numberOf('scale')).toBeGreaterThan(1.5 * scale);
    const after = await under();
    expect(after[0]).toBeCloseTo(before[0] ?? NaN, 6);
    expect(after[1]).toBeCloseTo(before[1] ?? NaN, 6);
  });

  it('draws the borders of pixels when they are large, and a glass beside them', async () => {
    const { page } = window;
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -600);
    await page.keyboard.up('Control');
    await page.getByTestId('pixel-grid').waitFor({ state: 'attached' });
    await page.keyboard.press('Shift+M');
    await page.getByTestId('magnifier').waitFor();
    await window.checked('stage-pixel-grid-and-magnifier');
    await page.keyboard.press('Shift+M');
    await page.keyboard.press('Control+f');
    await page.getByTestId('pixel-grid').waitFor({ state: 'detached' });
    expect(await page.getByTestId('magnifier').count()).toBe(0);
  });

  it('turns black to white and back, and keeps it for the texture', async () => {
    const { page } = window;
    const points = [
      [20, 20],
      [64, 64],
      [100, 30],
    ] as const;
    const before = await grays(points);
    await page.keyboard.press('Shift+I');
    await expect.poll(async () => (await storedLooks())[0]?.look.invert).toBe(true);
    await expect
      .poll(async () => {
        const after = await grays(points);
        return Math.max(...after.map((gray, i) => Math.abs(255 - gray - (before[i] ?? NaN))));
      })
      .toBeLessThanOrEqual(1);
    await page.keyboard.press('Shift+I');
    await expect.poll(storedLooks).toEqual([]);
    await expect.poll(() => grays(points)).toEqual(before);
  });

  it('brightens as the slider says, also the next image of the texture', async () => {
    const { page } = window;
    await page.keyboard.press('Shift+L');
    await page.getByTestId('histogram').waitFor();
    const [before = NaN] = await grays([[64, 64]]);
    await slide('look-brightness', 20);
    // 20 % of 255 is 51.
    await expect
      .poll(async () =>
        Math.abs(((await grays([[64, 64]]))[0] ?? NaN) - Math.min(255, before + 51)),
      )
      .toBeLessThanOrEqual(1);
    await window.checked('stage-look');
    await page.getByTestId('look-close').click();
    await page.keyboard.press('d');
    await painted(2);
    expect(await picture().locator('filter').count()).toBe(1);
    await page.keyboard.press('Shift+L');
    await page.getByTestId('look-reset').click();
    await expect.poll(storedLooks).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByTestId('look-panel').waitFor({ state: 'detached' });
  });

  it('shows each value of a 16-bit image through a window', async () => {
    const { page } = window;
    await page.getByTestId('strip-tile').last().click();
    await painted(6);
    await page.keyboard.press('Control+0');
    // Without being told how, it is stretched: the first column nearly black, the last nearly white.
    const [dark = NaN, light = NaN] = await grays([
      [2.5, 100.5],
      [252.5, 100.5],
    ]);
    expect(dark).toBeLessThan(10);
    expect(light).toBeGreaterThan(245);
    await page.keyboard.press('Shift+L');
    await page.getByTestId('look-window').click();
    await slide('look-low', 1000);
    await slide('look-high', 1255);
    const columns = [0.5, 1.5, 2.5, 99.5, 100.5, 254.5].map((x) => [x, 100.5] as const);
    await expect.poll(() => grays(columns)).toEqual([0, 1, 2, 99, 100, 254]);
    await window.checked('stage-16-bit');
    await page.keyboard.press('Escape');
  });

  it('never recolours annotations with the theme', async () => {
    const { page } = window;
    await page.getByTestId('strip-tile').first().click();
    await painted(1);
    await page.keyboard.press('o');
    const box = await picture().boundingBox();
    const [x, y] = [(box?.x ?? 0) + 300, (box?.y ?? 0) + 200];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 120, y + 80);
    await page.mouse.up();
    await page.getByTestId('ellipse').waitFor({ state: 'attached' });
    const colours = async (): Promise<readonly string[]> =>
      page.locator('[data-testid=ellipse] *').evaluateAll((parts) =>
        parts.map((part) => {
          const { stroke, fill, strokeWidth } = getComputedStyle(part);
          return [part.tagName, stroke, fill, strokeWidth].join(' ');
        }),
      );
    const light = await colours();
    expect(light.length).toBeGreaterThan(2);
    await page.getByTestId('settings').click();
    await page.getByTestId('theme-dark').click();
    await page.getByTestId('nav-images').click();
    await page.getByTestId('image-tile').first().click();
    await painted(1);
    await page.getByTestId('ellipse-list').getByRole('button').first().click();
    expect(await page.evaluate(() => document.documentElement.classList.contains('dark'))).toBe(
      true,
    );
    expect(await colours()).toEqual(light);
  });

  it('never does what the CSP forbids', async () => {
    expect(await violations()).toEqual([]);
  });
});
