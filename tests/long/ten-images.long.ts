import { join } from 'node:path';
import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grayPng, writeTo } from '../main/made-images';
import { ask } from '../e2e/ask';
import { launchWindow, type AppWindow } from '../e2e/window';
import { answerDialogs, resizePage } from '../e2e/window-aids';

// From the first screen to the tenth judged image of a folder: what a hand does is counted, the seconds are printed. The
// system's dialogs are answered by the test and counted as one act each.

let window: AppWindow;
const images = 10;

/** Counts what a hand does. */
class Hand {
  clicks = 0;
  keys = 0;
  dialogs = 0;
  private readonly begun = performance.now();

  async click(what: Locator): Promise<void> {
    await what.click();
    this.clicks += 1;
  }

  async press(key: string): Promise<void> {
    await window.page.keyboard.press(key);
    this.keys += 1;
  }

  /** Says where a dialog of the system leads. */
  async answer(path: string): Promise<void> {
    await answerDialogs(window, path);
    this.dialogs += 1;
  }

  told(way: string): string {
    const seconds = ((performance.now() - this.begun) / 1000).toFixed(1);
    return `${way}: ${this.clicks} clicks, ${this.dialogs} dialogs, ${this.keys} keys, ${seconds} s`;
  }

  get acts(): number {
    return this.clicks + this.dialogs + this.keys;
  }
}

beforeAll(async () => {
  window = await launchWindow();
  await resizePage(window, 1280, 720);
  for (const folder of ['plates', 'sheets']) {
    for (let image = 1; image <= images; image += 1) {
      const seed = folder === 'plates' ? image : 100 + image;
      writeTo(join(window.folder, folder, `${folder}-${image}.png`), await grayPng(seed, 256, 256));
    }
  }
}, 60_000);

afterAll(() => window.close());

async function judged(): Promise<number> {
  const { textures } = await ask(window.page, 'project.summary', {});
  return textures.reduce((sum, { ok }) => sum + ok, 0);
}

function openId(): number {
  return Number(new URL(window.page.url()).hash.split('/').pop());
}

/** An image is on the table, and it is none of those before. */
async function shown(before: number): Promise<number> {
  await expect.poll(openId).not.toBe(before);
  await window.page.getByTestId('verdict-ok').waitFor();
  await expect
    .poll(() => window.page.getByTestId('verdict-ok').getAttribute('aria-checked'))
    .toBe('false');
  return openId();
}

describe('ten images from the first screen', () => {
  const told: string[] = [];
  let longWay = 0;

  it('take a project, an import and two keys an image by the long way', async () => {
    const { page } = window;
    const hand = new Hand();
    await hand.answer(join(window.folder, 'long.ellipsight'));
    await hand.click(page.getByTestId('new-project'));
    await page.getByTestId('import').waitFor();
    await hand.answer(join(window.folder, 'plates'));
    await hand.click(page.getByTestId('import'));
    await hand.click(page.getByTestId('import-start'));
    await hand.click(page.getByTestId('import-close'));
    await hand.click(page.getByTestId('image-tile').first());
    let id = NaN;
    // As it was before the first verdict led on.
    await page.getByTestId('go-on').click();
    for (let image = 1; image <= images; image += 1) {
      id = await shown(id);
      await hand.press('1');
      await expect.poll(judged).toBe(image);
      if (image < images) await hand.press('d');
    }
    await page.getByTestId('go-on').click();
    told.push(hand.told('long way'));
    longWay = hand.acts;
    await page.getByTestId('close-project').click();
    await page.getByTestId('start-view').waitFor();
  });

  it('take a folder and a key an image: half of the acts, or fewer', async () => {
    const { page } = window;
    const hand = new Hand();
    await hand.answer(join(window.folder, 'sheets'));
    await hand.click(page.getByTestId('label-folder'));
    let id = NaN;
    for (let image = 1; image <= images; image += 1) {
      id = await shown(id);
      if (image === 1) await window.screenshot('first-image');
      await hand.press('1');
      await expect.poll(judged).toBe(image);
    }
    told.push(hand.told('from a folder'));
    console.log(told.join('\n'));
    expect(hand.acts).toBe(12);
    expect(hand.acts).toBeLessThanOrEqual(longWay / 2);
    const { path, textures } = await ask(page, 'project.summary', {});
    expect(path).toBe(join(window.folder, 'sheets.ellipsight'));
    expect(textures).toMatchObject([{ ok: images, unlabelled: 0 }]);
  });

  it('stay where they are after a verdict that is corrected, or that waits for an ellipse', async () => {
    const { page } = window;
    const id = openId();
    await page.keyboard.press('3');
    await expect.poll(judged).toBe(images - 1);
    expect(openId()).toBe(id);
    await page.keyboard.press('0');
    await expect
      .poll(() => page.getByTestId('verdict-unlabelled').getAttribute('aria-checked'))
      .toBe('true');
    await page.keyboard.press('2');
    await expect
      .poll(() => page.getByTestId('verdict-defective').getAttribute('aria-checked'))
      .toBe('true');
    expect(openId()).toBe(id);
  });
});
