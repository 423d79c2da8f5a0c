import { beforeAll, describe, expect, it } from 'vitest';
import type { Stage } from './stage-aids';

/** Selecting, copying and carrying over, in the window that the editing tests have open. */
export function severalEllipses(open: () => Stage): void {
  describe('several ellipses', () => {
    let stage: Stage;
    beforeAll(() => {
      stage = open();
    });

    it('reaches each of a pile by clicking again, and drags the one that was reached', async () => {
      await stage.draw([30, 30], [100, 100]);
      await stage.draw([55, 55], [75, 75]);
      const [large, small] = await stage.shapes(2);
      const { page } = stage;
      const selected = (): Promise<number> => page.locator('.ellipse.selected').count();
      await stage.press('Escape');
      await stage.click([64, 64]);
      await stage.press('v');
      await stage.until(({ ellipses }) => ellipses[1]?.shape.angle !== 0);
      await stage.click([67, 67]);
      expect(await selected()).toBe(1);
      await stage.drag([62, 62], [66, 62]);
      await stage.until(({ ellipses }) => ellipses[0]?.shape.x !== large?.x);
      expect((await stage.shapes(2))[1]?.x).toBe(small?.x);
    });

    it('selects by box, by Shift+click and by Tab, and moves and turns together in one step of undo', async () => {
      await stage.draw([20, 20], [40, 36]);
      await stage.draw([60, 20], [80, 36]);
      await stage.draw([60, 90], [80, 106]);
      const before = await stage.shapes(3);
      const { page } = stage;
      const selected = page.locator('.ellipse.selected');
      await stage.press('Escape');
      await stage.drag([10, 10], [90, 50]);
      await expect.poll(() => selected.count()).toBe(2);
      await stage.drag([30, 28], [36, 30]);
      await stage.until(({ ellipses }) => ellipses[1]?.shape.x !== before[1]?.x);
      const moved = await stage.shapes(3);
      expect(moved[2]).toEqual(before[2]);
      for (const i of [0, 1]) await stage.expectNear(moved[i], { x: (before[i]?.x ?? 0) + 6 });
      await stage.press('Control+z');
      await stage.until(({ ellipses }) => ellipses[0]?.shape.x === before[0]?.x);
      expect(await stage.shapes(3)).toEqual(before);

      await stage.withHeld(['Shift'], () => stage.click([70, 98]));
      await expect.poll(() => selected.count()).toBe(3);
      await stage.press('z');
      await stage.until(({ ellipses }) => ellipses.every(({ shape }) => shape.angle !== 0));
      await stage.press('Control+z');
      await stage.until(({ ellipses }) => ellipses.every(({ shape }) => shape.angle === 0));

      await stage.press('Escape');
      await page.getByTestId('image-stage').focus();
      await stage.press('Tab', 'Tab', 'Shift+Tab', 'Tab', 'ArrowLeft');
      await stage.until(({ ellipses }) => ellipses[1]?.shape.x === (before[1]?.x ?? 0) - 1);
      // Beyond the last ellipse, Tab goes on to the controls.
      await stage.press('Tab', 'Tab');
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('BUTTON');
      await page.getByTestId('image-stage').focus();
    });

    it('duplicates, copies to the next image to the last bit, and deletes with Delete and Backspace', async () => {
      await stage.draw([30, 40], [70, 60]);
      await stage.press('v', 'Control+d');
      const [one, copy] = await stage.shapes(2);
      expect(copy).toEqual({ ...one, x: (one?.x ?? 0) + 10, y: (one?.y ?? 0) + 10 });
      await stage.press('Control+a', 'Control+c', 'd');
      await stage.until(({ ellipses }) => ellipses.length === 0);
      await stage.press('Control+v');
      expect(await stage.shapes(2)).toEqual([one, copy]);
      expect((await stage.stored()).verdict).toBe('defective');
      await stage.press('Backspace');
      await stage.shapes(0);
      await stage.press('a');
      await stage.shapes(2);
    });

    it('carries ellipses over to the next image without a label while Ctrl+P is on, never to a judged one', async () => {
      await stage.draw([30, 40], [70, 60]);
      const shapes = await stage.shapes(1);
      const first = (await stage.stored()).id;
      await stage.press('Control+p', 'd');
      // The next image is ok: it stays as it is.
      const next = await stage.until(({ id }) => id !== first);
      await stage.page.locator(`[aria-label="${next.name}"]`).waitFor();
      expect((await stage.stored()).ellipses).toEqual([]);
      await stage.press('0');
      await stage.until(({ verdict }) => verdict === 'unlabelled');
      await stage.press('a');
      await stage.until(({ id }) => id === first);
      await stage.press('d');
      expect(await stage.shapes(1)).toEqual(shapes);
      await stage.press('Control+z', 'Control+p', 'a');
      await stage.until(({ id }) => id === first);
    });
  });
}
