import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teacherPreset } from '../../src-shared/training/presets';
import { ask, fillWithSample } from './ask';
import { launchWindow, type AppWindow } from './window';

// Runs that wait: their order, their turn, and what becomes of them when the window is closed.

let opened: AppWindow;

const plan = {
  ...teacherPreset('quick', 'transfer'),
  architecture: 'vgg16-two-blocks',
  frozenBlocks: 2,
  imageScale: 1,
  patchSize: 32,
  batchSize: 4,
  iterations: 20,
  evaluationInterval: 20,
  earlyStopPatience: null,
  trials: 1,
};
const long = { ...plan, iterations: 1_000_000 };

async function states(): Promise<Record<string, string>> {
  const { runs } = await ask(opened.page, 'runs.list', {});
  return Object.fromEntries(runs.map(({ id, state }) => [id.slice(0, 5), state]));
}

async function rows(): Promise<string[]> {
  const all = await opened.page.getByTestId('queue-panel').locator('li .id').allTextContents();
  return all.map((id) => id.trim().slice(0, 5));
}

beforeAll(async () => {
  opened = await launchWindow();
  await ask(opened.page, 'project.create', { path: join(opened.folder, 'queue.ellipsight') });
  await fillWithSample(opened.page, { textures: 2, ok: 5, defective: 5, size: 64, seed: 1 });
}, 120_000);

afterAll(async () => {
  await opened.close();
  rmSync(opened.folder, { recursive: true, force: true });
});

describe('the queue in the window', { timeout: 240_000 }, () => {
  it('lists what waits, moves it, and takes one out', async () => {
    const { page } = opened;
    await ask(page, 'runs.start-teacher', { plan: long });
    for (const seed of [2, 3]) await ask(page, 'runs.start-teacher', { plan: { ...plan, seed } });
    await page.getByTestId('nav-training').click();
    await expect.poll(rows).toEqual(['r0001', 'r0002', 'r0003']);
    await page.getByTestId('queue-r0003-teacher').getByTestId('queue-up').click();
    await expect.poll(rows).toEqual(['r0001', 'r0003', 'r0002']);
    await opened.screenshot('queue');
    await page.getByTestId('queue-r0002-teacher').getByTestId('queue-cancel').click();
    await expect.poll(rows).toEqual(['r0001', 'r0003']);
  });

  it('starts the next by itself when the first is paused, and has its end told on the desktop', async () => {
    const { page, app } = opened;
    // There is no desktop here that could show a notice; whether there is one is asked when one is due.
    await app.evaluate(({ Notification, BrowserWindow }) => {
      const due: unknown[] = [];
      Object.assign(globalThis, { due });
      Notification.isSupported = () => {
        due.push('notice');
        return false;
      };
      for (const window of BrowserWindow.getAllWindows()) window.isFocused = () => false;
    });
    const first = async (): Promise<number> =>
      (await ask(page, 'runs.get', { run: 'r0001-teacher' })).progress?.iteration ?? 0;
    await expect.poll(first, { timeout: 120_000, interval: 200 }).toBeGreaterThan(2);
    await page.getByTestId('queue-r0001-teacher').getByTestId('queue-pause').click();
    await expect
      .poll(states, { timeout: 120_000, interval: 200 })
      .toEqual({ r0001: 'paused', r0002: 'cancelled', r0003: 'done' });
    const due = await app.evaluate(() => (globalThis as { due?: unknown[] }).due);
    expect(due).toEqual(['notice']);
  });

  it('asks at the next opening whether what was left goes on', async () => {
    const { page } = opened;
    await page.getByTestId('queue-r0001-teacher').getByTestId('queue-resume').click();
    await expect.poll(async () => (await states())['r0001'], { timeout: 120_000 }).toBe('running');
    await opened.app.evaluate(({ dialog }) => {
      dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false });
    });
    const ended = new Promise((resolve) => opened.app.process().once('exit', resolve));
    await opened.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    expect(await ended).toBe(0);

    const { folder } = opened;
    opened = await launchWindow({ folder, args: [join(folder, 'queue.ellipsight')] });
    const strip = opened.page.getByTestId('queue-strip');
    await strip.waitFor();
    expect(await strip.textContent()).toContain('r0001-teacher');
    expect((await states())['r0001']).toBe('interrupted');
    await opened.screenshot('queue-left');
    await opened.page.getByTestId('queue-go-on').click();
    await expect.poll(async () => (await states())['r0001'], { timeout: 120_000 }).toBe('running');
    await strip.waitFor({ state: 'detached' });
    await ask(opened.page, 'runs.cancel', { run: 'r0001-teacher' });
    await expect.poll(states, { timeout: 120_000 }).toMatchObject({ r0001: 'cancelled' });
  });
});
