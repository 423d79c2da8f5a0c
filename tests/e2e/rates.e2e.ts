import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScoredImage } from '../main/runs/scored-run';
import { ask, fillWithSample } from './ask';
import { openScoredRun } from './scored-project';
import { checkout, launchWindow, nativeParts, type AppWindow } from './window';
import { resizePage, watchViolations } from './window-aids';

// Rates and thresholds in the report, over a run whose scores are made up, on real images of a project.

let window: AppWindow;
let path = '';
let run = '';
let violations: () => Promise<string[]>;

const scores: readonly Omit<ScoredImage, 'stored' | 'texture'>[] = [
  { side: 'validation', defective: false, score: 0.1 },
  { side: 'validation', defective: false, score: 0.2 },
  { side: 'validation', defective: true, score: 0.6 },
  { side: 'validation', defective: true, score: 0.9 },
  { side: 'test', defective: false, score: 0.1 },
  { side: 'test', defective: false, score: 0.45 },
  { side: 'test', defective: true, score: 0.3 },
  { side: 'test', defective: true, score: 0.8 },
];

beforeAll(async () => {
  window = await launchWindow();
  const { page } = window;
  await resizePage(window, 1280, 720);
  path = join(window.folder, 'rates.ellipsight');
  await ask(page, 'project.create', { path });
  await fillWithSample(page, { textures: 1, ok: 4, defective: 4, size: 128, seed: 3 });
  const filter = { textureId: null, verdict: null, text: '' };
  const { rows } = await ask(page, 'images.page', { filter, offset: 0, limit: 8 });
  const images = scores.map((image, index): ScoredImage => {
    const row = rows[index];
    if (row === undefined) throw new Error('There are too few images.');
    const { id, sha256, name, width, height } = row;
    return { ...image, texture: 0, stored: { imageId: id, sha256, name, width, height } };
  });
  run = await openScoredRun(window, path, images);
  violations = await watchViolations(window);
}, 120_000);

afterAll(() => window.close());

function sentence(side: 'validation' | 'test'): Promise<string> {
  return window.page.getByTestId(`scores-${side}`).getByTestId('parts-sentence').innerText();
}

/** Drags a threshold to a fraction of the plot's width. */
async function drag(name: 'lower' | 'upper', fraction: number): Promise<void> {
  const { page } = window;
  const handle = page.getByTestId(`threshold-${name}`);
  await handle.scrollIntoViewIfNeeded();
  const box = await handle.boundingBox();
  const plot = await handle.locator('xpath=..').boundingBox();
  if (box === null || plot === null) throw new Error('The threshold is not shown.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const line = name === 'lower' ? box.x + box.width - 1 : box.x + 1;
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(plot.x + fraction * plot.width + x - line, y, { steps: 6 });
  await page.mouse.up();
}

/** What the built command line says of the project. */
function commandLine(...args: readonly string[]): unknown {
  const out = execFileSync(process.execPath, [join(checkout, 'out/main/cli.js'), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(out);
}

describe('rates and thresholds in the real window', () => {
  it('begin where a part costs least on validation, and say what they do on both sides', async () => {
    const { page } = window;
    await page.getByTestId('nav-report').click();
    await page.getByTestId('thresholds').waitFor();
    expect(await sentence('validation')).toBe(
      'Of 10,000 parts 0 escape, 0 are rejected for nothing, and 0 are inspected.',
    );
    // Of two defects one lies below 0.4, of two good parts one above: 100 / 2 and 9,900 / 2.
    expect(await sentence('test')).toBe(
      'Of 10,000 parts 50 escape, 4,950 are rejected for nothing, and 0 are inspected.',
    );
    expect(await page.getByTestId('few-images').innerText()).toContain('Steel: 2 defective');
    await window.screenshot('rates-thresholds');
  });

  it('are dragged by mouse and moved by keys, and the sentence follows', async () => {
    const { page } = window;
    // 0.85 lies at log10(0.85 / 0.15) = 0.753 of −6 … 6.
    await drag('upper', (0.753 / 6 + 1) / 2);
    const upper = page.getByTestId('threshold-upper');
    expect(Number(await upper.getAttribute('aria-valuenow'))).toBeCloseTo(0.85, 2);
    // 0.6 lies between; on test 0.45 and 0.8.
    expect(await sentence('validation')).toBe(
      'Of 10,000 parts 0 escape, 0 are rejected for nothing, and 50 are inspected.',
    );
    expect(await sentence('test')).toBe(
      'Of 10,000 parts 50 escape, 0 are rejected for nothing, and 5,000 are inspected.',
    );
    await page.getByTestId('threshold-lower').focus();
    await page.keyboard.press('PageDown');
    // 0.4 lies at −0.18; a half less is −0.68, a score of 0.173: 0.2 and 0.6 are looked at, on test 0.3 too.
    const lower = Number(await page.getByTestId('threshold-lower').getAttribute('aria-valuenow'));
    expect(lower).toBeCloseTo(0.173, 3);
    expect(await sentence('validation')).toContain('0 are rejected for nothing, and 5,000 are');
    expect(await sentence('test')).toBe(
      'Of 10,000 parts 0 escape, 0 are rejected for nothing, and 5,050 are inspected.',
    );
    await window.checked('rates-dragged');
  });

  it('open the images of a cell, which lead to the image', async () => {
    const { page } = window;
    await page.getByTestId('cell-1-0').click();
    await page.getByTestId('cell-count').waitFor();
    expect(await page.getByTestId('cell-count').innerText()).toContain('1 of 1 images');
    await page.getByTestId('cell-dialog').locator('.card').click();
    await window.screenshot('rates-cell');
    await page.getByRole('button', { name: 'Open the image' }).click();
    await page.getByTestId('image-view').waitFor();
    await page.getByTestId('nav-report').click();
    await page.getByTestId('thresholds').waitFor();
    // What was tried out is still there.
    expect(await sentence('test')).toContain('0 escape, 0 are rejected for nothing, and 5,050 are');
  });

  it('are kept with who and when, in the database and for the command line', async () => {
    const { page } = window;
    await page.getByTestId('thresholds-keep').click();
    await page.getByTestId('thresholds-kept').getByText('Placed by hand by').waitFor();
    const shown = {
      lower: Number(await page.getByTestId('threshold-lower').getAttribute('aria-valuenow')),
      upper: Number(await page.getByTestId('threshold-upper').getAttribute('aria-valuenow')),
    };
    const area = await page.getByTestId('roc-chart').locator('figcaption').innerText();
    expect(await violations()).toEqual([]);
    const { author } = await ask(page, 'app.state', {});
    await ask(page, 'project.close', {});
    const database = new Database(join(path, 'project.db'), {
      nativeBinding: nativeParts().sqliteBinding,
      readonly: true,
    });
    const kept = database.prepare('SELECT * FROM run_thresholds').all();
    const events = database
      .prepare("SELECT who, new FROM events WHERE kind = 'run.thresholds'")
      .all() as { who: string; new: string }[];
    database.close();
    expect(kept).toMatchObject([{ ...shown, placed: 'by-hand', who: author.name }]);
    expect(events).toHaveLength(1);
    expect(JSON.parse(events[0]?.new ?? '')).toMatchObject({ run, thresholds: shown });
    // The same figures as the window's.
    expect(commandLine('thresholds', path, '--run', run, '--show', '--json')).toMatchObject({
      thresholds: shown,
      validation: { parts: { escapes: 0, overkills: 0, inspected: 5000 } },
      test: { parts: { escapes: 0, overkills: 0, inspected: 5050 } },
    });
    const none = [0, 0, 0, 0];
    const confusion = [[2, 0, 0, 0], [1, 1, 0, 0], none, none];
    // Of four pairs of a defective and a good test image three are in order: 0.3 beats 0.1, 0.8 both.
    expect(commandLine('evaluate', path, '--run', run, '--json')).toMatchObject({
      rates: { rocArea: 0.75, confusion },
    });
    expect(area).toContain('0.7500');
  });
});
