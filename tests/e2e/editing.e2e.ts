import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { severalEllipses } from './several-ellipses';
import { stageOf, type Stage } from './stage-aids';
import { launchWindow, type AppWindow } from './window';
import { createSample, resizePage } from './window-aids';

// The conventions of editing, each done with mouse or keys in the real window, and read from the database afterwards.

let window: AppWindow;
let stage: Stage;

beforeAll(async () => {
  window = await launchWindow();
  await resizePage(window, 1280, 720);
  await createSample(window, join(window.folder, 'edits.ellipsight'), {
    ...{ textures: 1, ok: 5, defective: 1, size: 128 },
  });
  await window.page.getByTestId('image-tile').nth(2).waitFor();
  await window.page.getByTestId('image-tile').first().click();
  await window.page.locator('image').waitFor();
  stage = stageOf(window);
}, 120_000);

afterAll(() => window.close());

afterEach(async () => {
  const { ellipses } = await stage.stored();
  await window.page.getByTestId('tool-select').click();
  await window.page.getByTestId('image-stage').focus();
  if (ellipses.length === 0) return;
  await stage.press('Control+a', 'Delete');
  await stage.shapes(0);
});

describe('drawing', () => {
  it('draws with O from corner to corner, and a circle with Shift', async () => {
    await stage.draw([20, 30], [60, 50]);
    await stage.expectNear((await stage.shapes(1))[0], { x: 40, y: 40, a: 20, b: 10, angle: 0 });
    await stage.press('o');
    await stage.withHeld(['Shift'], () => stage.drag([80, 80], [100, 90]));
    const [, circle] = await stage.shapes(2);
    await stage.expectNear(circle, { x: 90, y: 90, a: 10, b: 10 });
    expect(circle?.a).toBe(circle?.b);
  });

  it('draws from the centre with Ctrl+Alt', async () => {
    await stage.press('o');
    await stage.withHeld(['Control', 'Alt'], () => stage.drag([60, 60], [80, 70]));
    await stage.expectNear((await stage.shapes(1))[0], { x: 60, y: 60, a: 20, b: 10 });
  });

  it('draws a long scratch by three points: its two ends, then its width', async () => {
    await stage.press('Shift+O');
    await stage.drag([20, 20], [80, 100]);
    // (34, 72) is |14·80 − 52·60| / 100 = 20 off the axis from (20, 20) to (80, 100).
    await stage.click([34, 72]);
    const [scratch] = await stage.shapes(1);
    await stage.expectNear(scratch, { x: 50, y: 60, a: 50, b: 20, angle: Math.atan2(4, 3) });
  });

  it('takes clicks for the ends as well, turns the axis in steps of 15° with Shift, and gives up with Esc', async () => {
    await stage.press('Shift+O');
    await stage.click([30, 60]);
    await stage.withHeld(['Shift'], () => stage.click([90, 64]));
    await stage.click([60, 66]);
    const [scratch] = await stage.shapes(1);
    expect(scratch?.angle).toBe(0);
    await stage.expectNear(scratch, { b: 6 });
    await stage.press('Shift+O');
    await stage.drag([20, 20], [60, 20]);
    await stage.press('Escape', 'Escape');
    await stage.click([5, 120]);
    expect((await stage.stored()).ellipses).toHaveLength(1);
  });

  it('keeps an ellipse that lies partly outside, and refuses one that misses the image', async () => {
    await stage.draw([-10, 50], [20, 80]);
    const [outside] = await stage.shapes(1);
    await stage.expectNear(outside, { x: 5, y: 65, a: 15, b: 15 });
    await stage.drag([5, 65], [-40, 65]);
    await window.page.getByText('lies outside the image').waitFor();
    expect(await stage.shapes(1)).toEqual([outside]);
    await window.page.getByTestId('message-failure').getByRole('button').click();
  });

  it('draws, places and shapes an ellipse by keys alone', async () => {
    await stage.press('o', 'Enter');
    const [placed] = await stage.shapes(1);
    expect(placed).toEqual({ x: 64, y: 64, a: 16, b: 8, angle: 0 });
    await stage.press(
      'ArrowRight',
      'Shift+ArrowDown',
      'Control+ArrowRight',
      'Control+Shift+ArrowUp',
    );
    await stage.press('v', 'v', 'z', 'c');
    const degrees = (angle: number): number => (angle * 180) / Math.PI;
    await stage.until(({ ellipses }) => degrees(ellipses[0]?.shape.angle ?? 0) > 1.05);
    const [shaped] = await stage.shapes(1);
    expect(shaped).toMatchObject({ x: 65, y: 74, a: 17, b: 18 });
    expect(degrees(shaped?.angle ?? NaN)).toBeCloseTo(1.1, 9);
  });

  it('pans with the middle button and with Space while it draws, and wheels in', async () => {
    const { mouse } = window.page;
    const before = await stage.onScreen([0, 0]);
    await stage.press('o');
    await stage.move([20, 20]);
    await mouse.down();
    await stage.move([40, 30]);
    const held = await stage.onScreen([40, 30]);
    await mouse.down({ button: 'middle' });
    await mouse.move(held.x + 60, held.y + 40);
    await mouse.up({ button: 'middle' });
    await stage.withHeld(['Space'], () => mouse.move(held.x + 80, held.y + 40));
    const after = await stage.onScreen([0, 0]);
    expect([Math.round(after.x - before.x), Math.round(after.y - before.y)]).toEqual([80, 40]);
    // Nothing is stored while the button is down.
    expect((await stage.stored()).ellipses).toHaveLength(0);
    await stage.move([60, 40]);
    await mouse.up();
    await stage.expectNear((await stage.shapes(1))[0], { x: 40, y: 30, a: 20, b: 10 });
    await stage.press('Control+f');
  });

  it('stores exactly what is drawn at any zoom, to 0.01 pixels', async () => {
    const { page } = window;
    const box = await page.getByTestId('image-stage').boundingBox();
    if (box === null) throw new Error('There is no stage.');
    const picture = page.locator('svg.picture');
    for (const wheel of [0, -1200, 2000]) {
      await page.mouse.move(Math.round(box.x + 400), Math.round(box.y + 260));
      await stage.withHeld(['Control'], () => page.mouse.wheel(0, wheel));
      const [x, y, scale] = await Promise.all(
        ['x', 'y', 'scale'].map(async (name) => Number(await picture.getAttribute(`data-${name}`))),
      );
      const at = (px: number, py: number): [number, number] => [
        (px - box.x) / (scale ?? NaN) + (x ?? NaN),
        (py - box.y) / (scale ?? NaN) + (y ?? NaN),
      ];
      const [from, to] = [
        [Math.round(box.x + 371), Math.round(box.y + 233)],
        [Math.round(box.x + 533), Math.round(box.y + 381)],
      ] as const;
      await stage.press('o');
      await page.mouse.move(...from);
      await page.mouse.down();
      await page.mouse.move(...to);
      await page.mouse.up();
      const [stored] = await stage.shapes(1);
      const [left, top] = at(...from);
      const [right, bottom] = at(...to);
      expect(Math.abs((stored?.x ?? NaN) - (left + right) / 2), `at ${scale}`).toBeLessThan(0.01);
      expect(Math.abs((stored?.y ?? NaN) - (top + bottom) / 2)).toBeLessThan(0.01);
      expect(Math.abs((stored?.a ?? NaN) - (right - left) / 2)).toBeLessThan(0.01);
      expect(Math.abs((stored?.b ?? NaN) - (bottom - top) / 2)).toBeLessThan(0.01);
      const line = page.locator('[data-testid=ellipse] ellipse.line');
      const shown = await Promise.all(
        ['cx', 'cy', 'rx', 'ry'].map(async (name) => Number(await line.getAttribute(name))),
      );
      expect(shown).toEqual([stored?.x, stored?.y, stored?.a, stored?.b]);
      await stage.press('Delete');
      await stage.shapes(0);
    }
    await stage.press('Control+f');
  });
});

describe('reshaping', () => {
  it('drags the handles of both axes while the other end stays, in proportion with Shift', async () => {
    await stage.draw([40, 50], [80, 70]);
    await stage.shapes(1);
    await stage.drag([80, 60], [100, 64]);
    await stage.until(({ ellipses }) => (ellipses[0]?.shape.a ?? 0) > 25);
    await stage.expectNear((await stage.shapes(1))[0], { x: 70, y: 60, a: 30, b: 10 });
    await stage.drag([70, 70], [72, 80]);
    await stage.until(({ ellipses }) => (ellipses[0]?.shape.b ?? 0) > 12);
    await stage.expectNear((await stage.shapes(1))[0], { x: 70, y: 65, a: 30, b: 15 });
    await stage.withHeld(['Shift'], () => stage.drag([40, 65], [60, 65]));
    await stage.until(({ ellipses }) => (ellipses[0]?.shape.a ?? 99) < 25);
    const [scaled] = await stage.shapes(1);
    await stage.expectNear(scaled, { x: 80, y: 65, a: 20, b: 10 });
    expect((scaled?.a ?? 0) / (scaled?.b ?? 1)).toBeCloseTo(2, 1);
  });

  it('turns by the grip above the ellipse and shows the angle, in steps of 15° with Shift', async () => {
    const { page } = window;
    await stage.draw([44, 54], [84, 74]);
    await stage.shapes(1);
    const grip = await page.locator('.ellipse.selected .grip').boundingBox();
    if (grip === null) throw new Error('There is no grip.');
    await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
    await page.mouse.down();
    await stage.move([100, 40]);
    const shown = await page.getByTestId('readout').textContent();
    await page.keyboard.down('Shift');
    await stage.move([100, 41]);
    await expect.poll(() => page.getByTestId('readout').textContent()).toBe('60.0°');
    expect(shown).toMatch(/^5\d\.\d°$/);
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await stage.until(({ ellipses }) => ellipses[0]?.shape.angle !== 0);
    expect((await stage.shapes(1))[0]?.angle).toBeCloseTo(Math.PI / 3, 12);
  });

  it('takes the numbers that are typed, exactly', async () => {
    const { page } = window;
    await stage.press('o', 'Enter');
    await stage.shapes(1);
    for (const [field, text] of [
      ['x', '40.25'],
      ['y', '50,5'],
      ['a', '30.125'],
      ['b', '4'],
      ['angle', '30'],
    ] as const) {
      await page.getByTestId(`field-${field}`).fill(text);
      await page.keyboard.press('Tab');
    }
    const wanted = { x: 40.25, y: 50.5, a: 30.125, b: 4, angle: Math.PI / 6 };
    await stage.until(({ ellipses }) => (ellipses[0]?.shape.angle ?? 0) > 0.5);
    expect(await stage.shapes(1)).toEqual([wanted]);
    await page.getByTestId('field-b').press('Shift+ArrowUp');
    await stage.until(({ ellipses }) => ellipses[0]?.shape.b === 14);
    await page.getByTestId('field-b').fill('nothing');
    await page.keyboard.press('Enter');
    expect((await stage.shapes(1))[0]?.b).toBe(14);
    await page.getByTestId('image-stage').focus();
  });
});

severalEllipses(() => stage);
