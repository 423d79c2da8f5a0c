import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLabel } from '../../src-main/database/label-queries';
import { forkLauncher } from '../../src-main/children/fork-launcher';
import {
  createProject,
  openProject,
  type ProjectDeps,
} from '../../src-main/services/project-service';
import { addSample } from '../../src-main/services/sample-service';
import { verifyProject } from '../../src-main/services/verify-service';
import type { ImageDetail } from '../../src-shared/ipc/views';
import { storeDecidedRun } from '../main/runs/decided-run';
import { keepEvidenceOf } from '../main/services/kept-evidence';
import { ask } from './ask';
import { stageOf } from './stage-aids';
import { checkout, launchWindow, nativeParts, type AppWindow } from './window';
import { resizePage } from './window-aids';

let window: AppWindow;
let folder: string;
let path: string;

const one = { x: 150, y: 160, a: 60, b: 30, angle: 0.4, score: 0.93 };
const two = { x: 380, y: 340, a: 50, b: 45, angle: 0, score: 0.71 };

/** As the command line opens projects, with the built children. */
function testDeps(): ProjectDeps {
  return {
    launcher: forkLauncher(join(checkout, 'out', 'main')),
    sqliteBinding: nativeParts().sqliteBinding,
    author: 'tester',
  };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ellipsight-e2e-'));
  path = join(folder, 'proposals.ellipsight');
  // A finished run whose model has looked at three images already: training one takes minutes.
  const project = await createProject(path, testDeps());
  await addSample(
    project,
    { textures: 2, ok: 2, defective: 0, size: 512, seed: 1 },
    { onProgress: () => undefined, signal: { cancelled: false } },
  );
  const run = await storeDecidedRun(
    project,
    ['felt', 'weave'],
    [{ name: 'a.png', texture: 0, defective: false, patches: [[0, 0, 0, 0]] }],
  );
  for (const id of [1, 2]) keepEvidenceOf(project, run, id, [one, two]);
  keepEvidenceOf(project, run, 3, []);
  keepEvidenceOf(project, run, 4, [two]);
  await project.close();
  window = await launchWindow({ args: [path], folder });
  await resizePage(window, 1280, 720);
  await window.page.getByTestId('image-tile').nth(3).waitFor();
}, 120_000);

afterAll(async () => {
  await window.close();
  rmSync(folder, { recursive: true, force: true });
});

async function detail(imageId: number): Promise<ImageDetail> {
  return ask(window.page, 'images.get', { imageId });
}

async function waiting(imageId: number): Promise<number> {
  return (await ask(window.page, 'proposals.list', { imageId })).proposals.length;
}

function openId(): number {
  return Number(new URL(window.page.url()).hash.split('/').pop());
}

describe('suggestions of a model in the real window', () => {
  it('are drawn dashed over the picture with what the model goes by, and are no labels', async () => {
    const { page } = window;
    await page.getByTestId('image-tile').first().click();
    await page.getByTestId('proposals').waitFor();
    await window.screenshot('proposals-none');
    await page.getByTestId('propose').click();
    await page.locator('.ellipse.proposed').nth(1).waitFor();
    expect(await waiting(openId())).toBe(2);
    expect((await detail(openId())).ellipses).toEqual([]);
    expect((await detail(openId())).verdict).toBe('ok');
    await page.getByTestId('heatmap').waitFor();
    await page.getByTestId('model-says').waitFor();
    await window.screenshot('proposals');
    await page.getByTestId('heat-kind').getByText('Patches').click();
    await window.screenshot('proposals-patches');
    await page.keyboard.press('Shift+H');
    await page.getByTestId('heatmap').waitFor({ state: 'detached' });
  });

  it('are accepted with Enter, strongest first, and rejected with Delete', async () => {
    const { page } = window;
    const id = openId();
    await page.locator('body').press('Enter');
    await expect.poll(async () => (await detail(id)).ellipses.length).toBe(1);
    expect((await detail(id)).ellipses[0]?.shape.x).toBeCloseTo(150, 3);
    expect((await detail(id)).verdict).toBe('defective');
    expect(await page.locator('.ellipse.proposed').count()).toBe(1);
    await page.getByTestId('proposal-list').locator('.pick').first().click();
    await page.locator('body').press('Delete');
    await expect.poll(() => waiting(id)).toBe(0);
    expect((await detail(id)).ellipses).toHaveLength(1);
  });

  it('come back with undo, the ellipse going', async () => {
    const { page } = window;
    const id = openId();
    await page.keyboard.press('Control+z');
    await page.locator('.ellipse.proposed').waitFor();
    expect(await waiting(id)).toBe(1);
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.locator('.ellipse.proposed').count()).toBe(2);
    await expect.poll(async () => (await detail(id)).ellipses).toEqual([]);
    expect(await waiting(id)).toBe(2);
  });

  it('become edited ellipses where they are dragged', async () => {
    const id = openId();
    await stageOf(window).drag([380, 340], [400, 350]);
    await expect.poll(async () => (await detail(id)).ellipses.length).toBe(1);
    const x = (await detail(id)).ellipses[0]?.shape.x ?? NaN;
    expect(Math.abs(x - 400)).toBeLessThan(3);
    expect(await waiting(id)).toBe(1);
  });

  it('are accepted all at once with Ctrl+Enter', async () => {
    const { page } = window;
    const before = openId();
    await page.keyboard.press('d');
    await expect.poll(openId).not.toBe(before);
    await page.keyboard.press('Shift+P');
    await page.locator('.ellipse.proposed').nth(1).waitFor();
    const id = openId();
    await page.locator('body').press('Control+Enter');
    await expect.poll(async () => (await detail(id)).ellipses.length).toBe(2);
    expect(await waiting(id)).toBe(0);
  });

  it('are made for all chosen images, with a summary', async () => {
    const { page } = window;
    await page.getByTestId('back-to-grid').click();
    await page.getByTestId('image-tile').first().waitFor();
    await page.keyboard.press('Control+a');
    await page.getByTestId('many-propose').click();
    await window.screenshot('propose-many');
    await page.getByTestId('propose-start').click();
    // The first image's second proposal and the last image's one: what is marked is not proposed again.
    await page.getByTestId('propose-summary').getByText('2 ellipses').waitFor();
    await window.screenshot('propose-many-done');
    await page.getByTestId('propose-close').click();
    expect(await waiting(4)).toBe(1);
  });

  it('leave a project that verifies, whose ellipses know where they come from', async () => {
    await window.page.getByTestId('close-project').click();
    await window.page.getByTestId('start-view').waitFor();
    const project = await openProject(path, testDeps());
    const origins = [1, 2].flatMap((id) =>
      (readLabel(project.database, id)?.ellipses ?? []).map(({ origin, proposal }) => [
        origin,
        proposal?.score,
      ]),
    );
    expect(origins).toEqual([
      ['edited', 0.71],
      ['accepted', 0.93],
      ['accepted', 0.71],
    ]);
    expect((await verifyProject(project)).findings).toEqual([]);
    await project.close();
  });
});
