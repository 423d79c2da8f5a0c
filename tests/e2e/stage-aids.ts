import { expect } from 'vitest';
import type { ImageDetail } from '../../src-shared/ipc/views';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import type { Page } from 'playwright';
import { ask } from './ask';
import type { AppWindow } from './window';

/** A point of the image, pixels. */
export type At = readonly [x: number, y: number];

/** The open image's stage, worked with mouse and keys; what it says of labels is read from the database. */
export interface Stage {
  readonly page: Page;
  /** What the database holds of the open image. */
  stored(): Promise<ImageDetail>;
  /** Waits until the database holds it. */
  until(what: (image: ImageDetail) => boolean): Promise<ImageDetail>;
  /** Waits until there are so many ellipses, and gives their shapes in the order of their ids. */
  shapes(count: number): Promise<readonly Ellipse[]>;
  /** Screen position of an image point, from the picture's own view box. */
  onScreen(at: At): Promise<{ readonly x: number; readonly y: number }>;
  /** CSS pixels an image pixel. */
  scale(): Promise<number>;
  move(at: At): Promise<void>;
  click(at: At): Promise<void>;
  drag(from: At, to: At): Promise<void>;
  /** Draws from corner to corner; the new ellipse is selected. */
  draw(from: At, to: At): Promise<void>;
  press(...keys: readonly string[]): Promise<void>;
  withHeld(keys: readonly string[], work: () => Promise<void>): Promise<void>;
  /** The mouse is on whole screen pixels: drawn numbers are where they were aimed at, to one of them. */
  expectNear(shape: Ellipse | undefined, aimed: Partial<Ellipse>): Promise<void>;
}

export function stageOf({ page }: AppWindow): Stage {
  const picture = page.getByTestId('image-stage').locator('svg.picture');

  async function stored(): Promise<ImageDetail> {
    const imageId = Number(new URL(page.url()).hash.split('/').pop());
    return ask(page, 'images.get', { imageId });
  }

  async function until(what: (image: ImageDetail) => boolean): Promise<ImageDetail> {
    await expect.poll(async () => what(await stored()), { timeout: 10_000 }).toBe(true);
    return stored();
  }

  async function number(name: string): Promise<number> {
    return Number(await picture.getAttribute(`data-${name}`));
  }

  async function onScreen([x, y]: At): Promise<{ x: number; y: number }> {
    const box = await picture.boundingBox();
    if (box === null) throw new Error('The picture is not shown.');
    const scale = await number('scale');
    return {
      x: box.x + (x - (await number('x'))) * scale,
      y: box.y + (y - (await number('y'))) * scale,
    };
  }

  async function move(at: At): Promise<void> {
    const { x, y } = await onScreen(at);
    await page.mouse.move(x, y);
  }

  async function drag(from: At, to: At): Promise<void> {
    const end = await onScreen(to);
    await move(from);
    await page.mouse.down();
    await move([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]);
    await page.mouse.move(end.x, end.y);
    await page.mouse.up();
  }

  async function press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await page.keyboard.press(key);
  }

  return {
    page,
    stored,
    until,
    onScreen,
    move,
    drag,
    press,
    scale: () => number('scale'),
    async shapes(count) {
      const { ellipses } = await until((image) => image.ellipses.length === count);
      return ellipses.map(({ shape }) => shape);
    },
    async click(at) {
      const { x, y } = await onScreen(at);
      await page.mouse.click(x, y);
    },
    async draw(from, to) {
      await press('o');
      await drag(from, to);
    },
    async withHeld(keys, work) {
      for (const key of keys) await page.keyboard.down(key);
      await work();
      for (const key of keys) await page.keyboard.up(key);
    },
    async expectNear(shape, aimed) {
      const near = 1.5 / (await number('scale'));
      for (const name of ['x', 'y', 'a', 'b', 'angle'] as const) {
        const value = aimed[name];
        if (value === undefined) continue;
        const stored = shape?.[name] ?? NaN;
        expect(Math.abs(stored - value), `${name} is ${stored}, not ${value}`).toBeLessThan(
          name === 'angle' ? 0.05 : near,
        );
      }
    },
  };
}
