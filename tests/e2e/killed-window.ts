import { once } from 'node:events';
import type { Locator } from 'playwright';
import { randomStream, type RandomStream } from '../../src-shared/dataset/random';
import type { ImageDetail } from '../../src-shared/ipc/views';
import { stageOf, type Stage } from './stage-aids';
import { launchWindow, type AppWindow } from './window';
import { resizePage } from './window-aids';

/** What the pointer does last before the window is killed. */
export const lastGestures = ['create', 'move', 'resize', 'turn', 'delete', 'verdict'] as const;
export type LastGesture = (typeof lastGestures)[number];

/** Where projects and settings stay while windows come and go. */
export interface Place {
  /** The project. */
  readonly path: string;
  readonly folder: string;
  readonly userData: string;
}

/** Starts the window with the project, and opens its first image. */
export async function openedImage({ path, folder, userData }: Place): Promise<AppWindow> {
  const window = await launchWindow({ args: [path], folder, userData });
  await resizePage(window, 1280, 720);
  const tile = window.page.getByTestId('image-tile').first();
  // The project opens at the view at which it was left.
  await tile.or(window.page.getByTestId('image-stage')).first().waitFor();
  if (await tile.isVisible()) await tile.click();
  await window.page.locator('svg.picture[data-painted]:not([data-painted=""])').waitFor();
  return window;
}

/** Ends main at once, as `kill -9` does, and waits until it is gone. */
export async function killWindow({ app }: AppWindow): Promise<void> {
  const main = app.process();
  const gone = once(main, 'exit');
  main.kill('SIGKILL');
  await gone;
}

/**
 * Draws some ellipses, makes one last gesture, and kills main as soon as the pointer has been lifted: nothing is waited for
 * in between.
 *
 * @returns what says of the image, once it is open again, what of the gesture is missing; null where nothing is.
 */
export async function killedAfter(
  window: AppWindow,
  kind: LastGesture,
  seed: number,
): Promise<(image: ImageDetail) => string | null> {
  const stage = stageOf(window);
  const random = randomStream(seed, `kill ${kind}`);
  await cleared(stage);
  const drawn = 1 + random.integer(2);
  for (let i = 0; i < drawn; i += 1) {
    const [x, y] = [20 + 40 * i + 4 * random.uniform(), 40 + 10 * random.uniform()];
    await stage.draw([x, y], [x + 30, y + 20]);
    await stage.shapes(i + 1);
  }
  const before = await stage.stored();
  const check = await lastGesture(stage, kind, before, random);
  await killWindow(window);
  return check;
}

/** Clicks, and waits for nothing that the page might do then. */
async function clickAtOnce(what: Locator): Promise<void> {
  const box = await what.boundingBox();
  if (box === null) throw new Error('It is not shown.');
  await what.page().mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

async function cleared(stage: Stage): Promise<void> {
  await stage.page.getByTestId('tool-select').click();
  await stage.page.getByTestId('image-stage').focus();
  if ((await stage.stored()).ellipses.length === 0) return;
  await stage.press('Control+a', 'Delete');
  await stage.shapes(0);
}

/** Makes the gesture up to the lift of the pointer; the check says what of it is missing later. */
async function lastGesture(
  stage: Stage,
  kind: LastGesture,
  before: ImageDetail,
  random: RandomStream,
): Promise<(image: ImageDetail) => string | null> {
  const last = before.ellipses.at(-1);
  if (last === undefined) throw new Error('Nothing was drawn.');
  const { x, y, a, b } = last.shape;
  const far = 6 + 10 * random.uniform();
  const scale = await stage.scale();
  const near = (one: number, other: number): boolean => Math.abs(one - other) < 2 / scale;
  const of = (image: ImageDetail): typeof last.shape | undefined =>
    image.ellipses.find(({ id }) => id === last.id)?.shape;
  switch (kind) {
    case 'create':
      await stage.draw([30, 80], [30 + 2 * far, 100]);
      return ({ ellipses }) => {
        const shape = ellipses.at(-1)?.shape;
        return ellipses.length === before.ellipses.length + 1 && near(shape?.a ?? 0, far)
          ? null
          : `${ellipses.length} ellipses, the last ${JSON.stringify(shape)}`;
      };
    case 'move':
      await stage.drag([x, y], [x + far, y + far / 2]);
      return (image) => {
        const shape = of(image);
        return near(shape?.x ?? 0, x + far) && near(shape?.y ?? 0, y + far / 2)
          ? null
          : `moved from ${x} ${y} to ${JSON.stringify(shape)}, not by ${far}`;
      };
    case 'resize':
      await stage.drag([x + a, y], [x + a + far, y]);
      return (image) =>
        near(of(image)?.a ?? 0, a + far / 2) ? null : `a is ${of(image)?.a}, not ${a + far / 2}`;
    case 'turn':
      // The grip stands 26 CSS pixels above the ellipse.
      await stage.drag([x, y - b - 26 / scale], [x + b + 26 / scale, y]);
      return (image) =>
        Math.abs((of(image)?.angle ?? 0) - Math.PI / 2) < 0.1
          ? null
          : `the angle is ${of(image)?.angle}`;
    case 'delete':
      await clickAtOnce(stage.page.getByTestId('ellipse-list').locator('.remove').last());
      return (image) => (of(image) === undefined ? null : 'it is there still');
    case 'verdict':
      await clickAtOnce(stage.page.getByTestId('verdict-unsure'));
      return ({ verdict }) => (verdict === 'unsure' ? null : `the verdict is ${verdict}`);
  }
}
