import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomStream, type RandomStream } from '../../src-shared/dataset/random';
import { ask, fillWithSample } from '../e2e/ask';
import { launchWindow, type AppWindow } from '../e2e/window';
import { answerDialogs, resizePage } from '../e2e/window-aids';
import { pageCost, spread, type PageCost } from './page-cost';

// What looking costs in the real window: figures, printed, which no test decides by.

const seed = 1;
const side = 4096;
const ellipses = 200;
const steps = 120;

let window: AppWindow;
let cost: PageCost;
let random: RandomStream;

beforeAll(async () => {
  window = await launchWindow();
  cost = await pageCost(window.page, steps);
  random = randomStream(seed, 'looking');
  await resizePage(window, 1600, 1000);
}, 120_000);

afterAll(() => window.close());

async function newProject(name: string, images: number, size: number): Promise<void> {
  const { page, folder } = window;
  await answerDialogs(window, join(folder, `${name}.ellipsight`));
  await page.getByTestId('new-project').click();
  await page.getByTestId('images-view').waitFor();
  await fillWithSample(page, { textures: 1, ok: images, defective: 0, size, seed });
  await page.getByTestId('image-tile').first().waitFor();
}

async function openFirst(): Promise<void> {
  const { page } = window;
  await page.getByTestId('image-tile').first().click();
  await page.locator('svg.picture[data-painted]:not([data-painted=""])').waitFor();
}

async function print(what: string, step: (index: number) => Promise<void>): Promise<void> {
  const before = await window.page.locator('svg.picture').innerHTML();
  const view = await window.page.locator('svg.picture').getAttribute('viewBox');
  const times = await cost.scriptOf(step);
  const rate = await cost.frameRate(step);
  // What is timed must have happened: either the view has moved, or an ellipse.
  const moved =
    (await window.page.locator('svg.picture').getAttribute('viewBox')) !== view ||
    (await window.page.locator('svg.picture').innerHTML()) !== before;
  expect(moved).toBe(true);
  console.log(
    `${what}, ${side}², ${ellipses} ellipses: script (at most) a frame ${spread(times)}; ${rate.toFixed(0)} frames a second (seed ${seed})`,
  );
  expect(times).toHaveLength(steps);
}

describe('the cost of looking at a large image with many ellipses', () => {
  it('is printed for panning, zooming and dragging', async () => {
    const { page } = window;
    await newProject('large', 1, side);
    for (let index = 0; index < ellipses; index += 1) {
      const a = 20 + 60 * random.uniform();
      const shape = {
        x: a + (side - 2 * a) * random.uniform(),
        y: a + (side - 2 * a) * random.uniform(),
        a,
        b: 0.5 * a,
        angle: 3 * random.uniform(),
      };
      await ask(page, 'labels.add-ellipses', { imageId: 1, shapes: [shape] });
    }
    await openFirst();
    await page
      .getByTestId('ellipse')
      .nth(ellipses - 1)
      .waitFor({ state: 'attached' });
    const box = await page.getByTestId('image-stage').boundingBox();
    if (box === null) throw new Error('The stage is not shown.');
    const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const circle = (index: number): { x: number; y: number } => ({
      x: centre.x + 120 * Math.sin(index / 5),
      y: centre.y + 120 * Math.cos(index / 7),
    });

    await page.mouse.move(centre.x, centre.y);
    await page.mouse.down({ button: 'middle' });
    await print('pan', (index) => page.mouse.move(circle(index).x, circle(index).y));
    await page.mouse.up({ button: 'middle' });

    await page.keyboard.press('Control+f');
    await page.mouse.move(centre.x, centre.y);
    await page.keyboard.down('Control');
    await print('zoom', (index) => page.mouse.wheel(0, index % 40 < 20 ? -60 : 60));
    await page.keyboard.up('Control');

    await page.keyboard.press('Control+f');
    const ellipse = await page.getByTestId('ellipse').first().boundingBox();
    if (ellipse === null) throw new Error('The ellipse is not shown.');
    await page.mouse.move(ellipse.x + ellipse.width / 2, ellipse.y + ellipse.height / 2);
    await page.mouse.down();
    await print('drag', (index) => page.mouse.move(circle(index).x, circle(index).y));
    await page.mouse.up();
    await page.getByTestId('close-project').click();
  }, 1_800_000);
});

describe('the time from the key to the next image on the screen', () => {
  it.each([512, 2048])(
    'is printed for images of %i² pixels',
    async (size) => {
      const { page } = window;
      const images = 30;
      await page.getByTestId('start-view').waitFor();
      await newProject(`switch-${size}`, images, size);
      await openFirst();
      await page.evaluate(() => {
        const times: number[] = [];
        let pressed = NaN;
        document.addEventListener('keydown', () => (pressed = performance.now()), true);
        const look = new MutationObserver(() =>
          // The frame after the one in which the picture is on the page.
          requestAnimationFrame(() =>
            setTimeout(() => {
              times.push(performance.now() - pressed);
              document.documentElement.dataset['switches'] = JSON.stringify(times);
            }),
          ),
        );
        look.observe(document.body, {
          subtree: true,
          attributes: true,
          attributeFilter: ['data-painted'],
        });
      });
      const switched = async (): Promise<readonly number[]> =>
        JSON.parse(await page.evaluate(() => document.documentElement.dataset['switches'] ?? '[]'));
      for (let index = 1; index < images; index += 1) {
        // As long as somebody looks at an image at the very least.
        await page.waitForTimeout(600);
        await page.keyboard.press('d');
        await expect.poll(async () => (await switched()).length, { timeout: 30_000 }).toBe(index);
      }
      const times = await switched();
      console.log(`next image, ${size}²: ${spread(times)} of ${times.length} (seed ${seed})`);
      await page.getByTestId('close-project').click();
    },
    1_800_000,
  );
});
