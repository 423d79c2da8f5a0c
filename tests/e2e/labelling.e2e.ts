import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stageOf, type Stage } from './stage-aids';
import { launchWindow, type AppWindow } from './window';
import { createSample, resizePage, watchViolations } from './window-aids';

let window: AppWindow;
let stage: Stage;
let violations: () => Promise<string[]>;

beforeAll(async () => {
  window = await launchWindow();
  stage = stageOf(window);
  violations = await watchViolations(window);
  await resizePage(window, 1280, 720);
  await createSample(window, join(window.folder, 'labels.ellipsight'), {
    textures: 1,
    ok: 3,
    defective: 1,
    size: 128,
  });
  await window.page.getByTestId('filter-ok').click();
  await window.page.getByTestId('image-tile').nth(2).waitFor();
  await window.page.getByTestId('image-tile').first().click();
  await window.page.locator('image').waitFor();
}, 120_000);

afterAll(() => window.close());

describe('labelling in the real window', () => {
  it('stores an ellipse drawn from corner to corner where the pixels say, and judges the image', async () => {
    await window.page.keyboard.press('o');
    await stage.drag([30, 40], [90, 70]);
    const { ellipses, verdict } = await stage.until((image) => image.ellipses.length === 1);
    await stage.expectNear(ellipses[0]?.shape, { x: 60, y: 55, a: 30, b: 15, angle: 0 });
    expect(verdict).toBe('defective');
  });

  it('draws the stored ellipse over the same pixels', async () => {
    const shape = (await stage.stored()).ellipses[0]?.shape;
    const outline = await window.page.locator('[data-testid=ellipse] ellipse.line').boundingBox();
    const left = await stage.onScreen([(shape?.x ?? NaN) - (shape?.a ?? NaN), 0]);
    expect(Math.abs((outline?.x ?? NaN) - left.x)).toBeLessThan(1.5);
  });

  it('moves by dragging, and by the arrow keys a pixel at a time', async () => {
    const before = (await stage.stored()).ellipses[0]?.shape;
    await stage.drag([60, 55], [70, 60]);
    const moved = (await stage.until((image) => image.ellipses[0]?.shape.x !== before?.x))
      .ellipses[0];
    await window.page.keyboard.press('ArrowRight');
    await window.page.keyboard.press('Shift+ArrowUp');
    const wanted = (moved?.shape.y ?? NaN) - 10;
    const nudged = await stage.until((image) => image.ellipses[0]?.shape.y === wanted);
    expect(nudged.ellipses[0]?.shape.x).toBe((moved?.shape.x ?? NaN) + 1);
  });

  it('turns by the grip in steps of 15° with Shift', async () => {
    const grip = await window.page.locator('.ellipse.selected .grip').boundingBox();
    if (grip === null) throw new Error('There is no grip.');
    const { mouse, keyboard } = window.page;
    await mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
    await keyboard.down('Shift');
    await mouse.down();
    await mouse.move(grip.x + 60, grip.y + 10);
    await mouse.move(grip.x + 90, grip.y + 40);
    await mouse.up();
    await keyboard.up('Shift');
    const turned = await stage.until((image) => image.ellipses[0]?.shape.angle !== 0);
    const steps = (turned.ellipses[0]?.shape.angle ?? NaN) / (Math.PI / 12);
    expect(steps).toBeCloseTo(Math.round(steps), 9);
    expect(Math.round(steps)).toBeGreaterThan(0);
  });

  it('asks before ok deletes ellipses, with Cancel in focus', async () => {
    const { page } = window;
    await page.keyboard.press('1');
    await page.getByTestId('confirm-action').waitFor();
    await expect
      .poll(() => page.getByTestId('confirm-cancel').evaluate((b) => b === document.activeElement))
      .toBe(true);
    await window.checked('labelling-ask-before-ok');
    await page.keyboard.press('Enter');
    await page.getByTestId('confirm-action').waitFor({ state: 'hidden' });
    expect((await stage.stored()).verdict).toBe('defective');
  });

  it('walks back through every gesture, and forth again', async () => {
    const { page } = window;
    const last = await stage.stored();
    const gestures = 5;
    for (let step = 0; step < gestures; step += 1) {
      await page.keyboard.press('Control+z');
    }
    const first = await stage.until((image) => image.ellipses.length === 0);
    expect(first.verdict).toBe('ok');
    for (let step = 0; step < gestures; step += 1) {
      await page.keyboard.press(step % 2 === 0 ? 'Control+Shift+Z' : 'Control+y');
    }
    const again = await stage.until(
      (image) => image.ellipses[0]?.shape.angle === last.ellipses[0]?.shape.angle,
    );
    expect(again.ellipses.map(({ shape }) => shape)).toEqual(
      last.ellipses.map(({ shape }) => shape),
    );
  });

  it('deletes the selected ellipse with Delete, and keeps the verdict', async () => {
    await window.page.getByTestId('ellipse-list').getByRole('button').first().click();
    await window.page.keyboard.press('Delete');
    const { verdict } = await stage.until((image) => image.ellipses.length === 0);
    expect(verdict).toBe('defective');
  });

  it('goes to the next image with D and judges it with one key', async () => {
    const { page } = window;
    const first = (await stage.stored()).id;
    await page.keyboard.press('d');
    await expect.poll(async () => (await stage.stored()).id).not.toBe(first);
    await page.getByTestId('image-stage').locator('image').waitFor();
    await page.keyboard.press('3');
    expect((await stage.until((image) => image.verdict === 'unsure')).verdict).toBe('unsure');
    await window.checked('labelling');
  });

  it('never does what the CSP forbids', async () => {
    expect(await violations()).toEqual([]);
  });
});
