import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teacherPreset } from '../../src-shared/training/presets';
import type { TeacherPlan } from '../../src-shared/training/training-plan';
import { ask, fillWithSample } from './ask';
import { launchWindow, nativeParts, type AppWindow } from './window';
import { resizePage, watchViolations } from './window-aids';

// The page of a run and the comparison of runs, on tiny real runs.

let opened: AppWindow;
let project = '';
let violations: () => Promise<string[]>;

/** Two frozen blocks of VGG16 and a small head on patches of 48 pixels: seconds a trial. */
const plan: TeacherPlan = {
  ...teacherPreset('quick', 'transfer'),
  preset: 'custom',
  architecture: 'vgg16-two-blocks',
  frozenBlocks: 2,
  imageScale: 1,
  patchSize: 48,
  batchSize: 8,
  iterations: 12,
  evaluationInterval: 4,
  earlyStopPatience: null,
  patchesPerDefective: 2,
  trials: 2,
};

beforeAll(async () => {
  opened = await launchWindow();
  await resizePage(opened, 1280, 720);
  project = join(opened.folder, 'runs.ellipsight');
  await ask(opened.page, 'project.create', { path: project });
  await fillWithSample(opened.page, { textures: 2, ok: 8, defective: 5, size: 96, seed: 7 });
  await opened.page.reload();
  violations = await watchViolations(opened);
}, 120_000);

afterAll(() => opened.close());

async function train(changes: Partial<TeacherPlan>): Promise<string> {
  const { run } = await ask(opened.page, 'runs.start-teacher', { plan: { ...plan, ...changes } });
  const state = async (): Promise<string> => (await ask(opened.page, 'runs.get', { run })).state;
  await expect.poll(state, { timeout: 240_000, interval: 200 }).toBe('done');
  return run;
}

async function goTo(hash: string): Promise<void> {
  await opened.page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

describe('the page of a run', { timeout: 300_000 }, () => {
  it('shows curves over the trials, their figures, the plan, the data and the environment', async () => {
    const { page } = opened;
    const run = await train({});
    await goTo(`#/runs/${run}`);
    await page.getByTestId('trial-figures').waitFor();
    const { evaluation, starts } = await ask(page, 'runs.page', { run });
    const { mean, standardError } = evaluation?.summary.accuracy ?? {};
    expect(standardError).not.toBeNull();
    const percent = (100 * (mean ?? 0)).toFixed(1).replace('100.0', '100');
    expect(await page.getByTestId('figure-accuracy').innerText()).toContain(percent);
    // Two trials, evaluated at 4, 8 and 12.
    for (const chart of ['accuracy', 'tpr', 'tnr']) {
      const found = page.getByTestId(`${chart}-chart`);
      expect(await found.getAttribute('data-points'), chart).toBe('6');
    }
    expect(await page.getByTestId('accuracy-chart').innerText()).toContain(
      '12 iterations, 2 trials',
    );
    await opened.checked('run-page-curves');
    await page.getByTestId('each-trial').click();
    await page.getByTestId('pace-toggle').click();
    await page.getByTestId('speed-chart').locator('canvas').waitFor();
    await page.getByRole('tab', { name: 'Plan' }).click();
    expect(await page.getByTestId('run-plan').innerText()).toContain('vgg16-two-blocks');
    await page.getByRole('tab', { name: 'Environment' }).click();
    expect(await page.getByTestId('run-environment').innerText()).toContain('Electron');
    expect(starts).toHaveLength(1);
    expect(starts[0]?.workedSeconds).toBeGreaterThan(0);
    await opened.checked('run-page');
  });

  it('keeps notes as they are typed, for the window and the next opening', async () => {
    const { page } = opened;
    await page.getByRole('tab', { name: 'Notes' }).click();
    await page.getByTestId('run-notes').locator('textarea').fill('New lamp since May.');
    await page.getByTestId('notes-kept').waitFor();
    const { notes } = await ask(page, 'runs.page', { run: 'r0001-teacher' });
    expect(notes.text).toBe('New lamp since May.');
  });

  it('shows the wrong decisions of the first evaluation, from the file that the trainer left', async () => {
    const { page } = opened;
    const kept = join(project, 'runs/r0001-teacher/trial-2/evaluations/00000004.json');
    expect(existsSync(kept)).toBe(true);
    const { images } = JSON.parse(readFileSync(kept, 'utf8')) as { images: number[] };
    await page.getByRole('tab', { name: 'Wrong decisions' }).click();
    await page.getByTestId('decisions-evaluation').click();
    await page.getByRole('option', { name: /^4 iterations/ }).click();
    await page.getByTestId('decisions-show').click();
    const sentence = await page.getByTestId('decisions-sentence').innerText();
    expect(sentence).toContain(`Trial 2, 4 iterations: ${images.length} validation images`);
    await opened.checked('run-page-decisions');
  });

  it('opens the form with the plan of the run', async () => {
    const { page } = opened;
    await page.getByTestId('run-restart').click();
    await page.getByTestId('plan-view').waitFor();
    await page.getByTestId('plan-more-toggle').click();
    const field = page.getByTestId('plan-iterations').getByRole('spinbutton');
    expect(Number(await field.inputValue())).toBe(12);
  });
});

describe('the comparison of runs', { timeout: 300_000 }, () => {
  it('draws any runs on one chart, beside what they found and what their plans differ in', async () => {
    const { page } = opened;
    const second = await train({ trials: 1, learningRate: 2 * plan.learningRate });
    await goTo(`#/compare?runs=r0001-teacher,${second}`);
    const table = page.getByTestId('comparison-table');
    await table.waitFor();
    expect(await page.getByTestId('compare-chart').getAttribute('data-points')).toBe('6');
    expect(await page.getByTestId('difference-learningRate').innerText()).toContain(
      String(2 * plan.learningRate),
    );
    expect(await page.getByTestId('difference-trials').count()).toBe(1);
    expect(await page.getByTestId('difference-momentum').count()).toBe(0);
    const { runs } = await ask(page, 'runs.compare', { runs: ['r0001-teacher', second] });
    expect(runs.map(({ accuracy }) => accuracy.count)).toEqual([2, 1]);
    await opened.checked('comparison');
  });
});

describe('a run of 10,000 points and five trials', { timeout: 300_000 }, () => {
  it('opens, and its page stays fluid under the pointer', async () => {
    const { page } = opened;
    await ask(page, 'project.close', {});
    addLongCurves(project);
    await ask(page, 'project.open', { path: project });
    await page.reload();
    await page.getByTestId('nav-training').waitFor();
    const began = Date.now();
    await goTo('#/runs/r0001-teacher');
    const chart = page.getByTestId('loss-chart');
    await expect.poll(() => chart.getAttribute('data-points'), { timeout: 60_000 }).toBe('50000');
    await chart.locator('canvas').waitFor();
    const shownAfter = Date.now() - began;
    const box = await chart.boundingBox();
    if (box === null) throw new Error('The loss is not shown.');
    await page.evaluate(() => {
      const frames: number[] = [];
      let last = performance.now();
      const next = (now: number): void => {
        frames.push(now - last);
        last = now;
        document.documentElement.dataset['frames'] = JSON.stringify(frames);
        if (frames.length < 5000) requestAnimationFrame(next);
      };
      requestAnimationFrame(next);
    });
    for (let step = 0; step <= 60; step += 1) {
      await page.mouse.move(box.x + (box.width * (step + 1)) / 62, box.y + box.height / 2);
    }
    const kept = await page.evaluate(() => document.documentElement.dataset['frames'] ?? '[]');
    const frames = JSON.parse(kept) as number[];
    const sorted = [...frames].sort((one, other) => one - other);
    const at = (share: number): string =>
      (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
    // Figures for the record: timings do not decide a test.
    console.log(
      `5 × 10,000 points: shown after ${shownAfter} ms; frames under the pointer: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(1)} ms`,
    );
    expect(frames.length).toBeGreaterThan(0);
    expect(await violations()).toEqual([]);
    await opened.checked('run-page-long');
  });
});

/** 10,000 steps and 2,000 evaluations in each of five trials; the project must be closed. */
function addLongCurves(folder: string): void {
  const file = join(folder, 'project.db');
  const database = new Database(file, { nativeBinding: nativeParts().sqliteBinding });
  const step = database.prepare('INSERT OR REPLACE INTO run_steps VALUES (1, ?, ?, ?, 0.001)');
  const evaluation = database.prepare(
    `INSERT OR REPLACE INTO run_evaluations VALUES (1, ?, ?, 'validation', ?,
       (SELECT textures FROM run_evaluations WHERE run_seq = 1 LIMIT 1))`,
  );
  database.transaction(() => {
    for (let trial = 1; trial <= 5; trial += 1) {
      for (let iteration = 1; iteration <= 10_000; iteration += 1) {
        step.run(trial, iteration, 2 / Math.sqrt(iteration) + 0.1 * Math.abs(Math.sin(iteration)));
        if (iteration % 5 === 0) evaluation.run(trial, iteration, 1 - 0.4 / Math.sqrt(iteration));
      }
    }
  })();
  database.close();
  // Written past the program, so that its seal no longer fits.
  rmSync(join(folder, 'project.db.seal'), { force: true });
}
