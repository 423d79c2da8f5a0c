import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { randomStream } from '../../src-shared/dataset/random';
import { ask } from '../e2e/ask';
import { openScoredRun } from '../e2e/scored-project';
import { launchWindow, type AppWindow } from '../e2e/window';
import { resizePage } from '../e2e/window-aids';
import { pageCost, spread } from './page-cost';

// What thresholds and curves over 10,000 scored images cost in the real window: figures, printed, which no test decides by.

const seed = 1;
const images = 10_000;
const steps = 120;

let window: AppWindow;

beforeAll(async () => {
  window = await launchWindow();
  await resizePage(window, 1280, 720);
}, 120_000);

afterAll(() => window.close());

it('is printed for opening the report and dragging a threshold', { timeout: 600_000 }, async () => {
  const { page } = window;
  const random = randomStream(seed, 'rates');
  const path = join(window.folder, 'many.ellipsight');
  await ask(page, 'project.create', { path });
  await openScoredRun(
    window,
    path,
    Array.from({ length: images }, (_entry, index) => {
      const defective = index % 10 === 0;
      const place = (defective ? 2 : -2) + 6 * (random.uniform() - 0.5);
      return {
        side: index % 5 === 0 ? 'validation' : 'test',
        texture: index % 2,
        defective: random.uniform() < 0.02 ? !defective : defective,
        score: 1 / (1 + 10 ** -place),
      };
    }),
  );
  const began = performance.now();
  await page.getByTestId('nav-report').click();
  await page.getByTestId('trial-figures').waitFor();
  const report = performance.now() - began;
  const upper = page.getByTestId('threshold-upper');
  await upper.waitFor();
  await page.getByTestId('confusion').waitFor();
  const rates = performance.now() - began;
  await upper.scrollIntoViewIfNeeded();
  const box = await upper.boundingBox();
  if (box === null) throw new Error('The threshold is not shown.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const before = await upper.getAttribute('aria-valuenow');
  await page.mouse.move(x, y);
  await page.mouse.down();
  const cost = await pageCost(page, steps);
  const drag = (index: number): Promise<void> =>
    page.mouse.move(x + 60 + 50 * Math.sin((index + 1) / 5), y);
  const times = await cost.scriptOf(drag);
  const rate = await cost.frameRate(drag);
  await page.mouse.up();
  expect(await upper.getAttribute('aria-valuenow')).not.toBe(before);
  console.log(
    `${images} scored images: report after ${report.toFixed(0)} ms, thresholds and curves after ${rates.toFixed(0)} ms; dragging: script (at most) a frame ${spread(times)}; ${rate.toFixed(0)} frames a second (seed ${seed})`,
  );
});
