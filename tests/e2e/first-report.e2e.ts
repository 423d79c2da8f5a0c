import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './ask';
import { graveFindings } from './axe';
import { expectInspected } from './expect-inspected';
import { openSavedPage } from './saved-page';
import { launchWindow, type AppWindow } from './window';
import { answerDialogs } from './window-aids';

async function setNumber(page: Page, label: string, value: number): Promise<void> {
  const field = page.getByRole('spinbutton', { name: label });
  await field.fill(String(value));
  await field.press('Enter');
}

async function waitForRun(page: Page, run: string): Promise<void> {
  await expect
    .poll(async () => (await ask(page, 'runs.get', { run })).state, {
      timeout: 300_000,
      interval: 500,
    })
    .toBe('done');
}

describe('from an empty start to a per-texture report', { timeout: 600_000 }, () => {
  let opened: AppWindow;
  let page: Page;

  beforeAll(async () => {
    opened = await launchWindow();
    page = opened.page;
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`CSP-VIOLATION ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    await page.reload();
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  afterAll(async () => {
    await opened.close();
  });

  const violations: string[] = [];

  it('offers a sample on the first screen and fills a new project with it', async () => {
    page.on('console', (message) => {
      if (message.text().startsWith('CSP-VIOLATION')) violations.push(message.text());
    });
    await page.getByTestId('start-view').waitFor();
    await opened.checked('line-1-start');
    await answerDialogs(opened, join(opened.folder, 'line'));

    await page.getByTestId('try-sample').click();
    const dialog = page.getByTestId('sample-dialog');
    await dialog.getByRole('button', { name: 'More' }).click();
    await setNumber(page, 'Textures', 2);
    await setNumber(page, 'Ok images each', 12);
    await setNumber(page, 'Defective images each', 8);
    await setNumber(page, 'Size, pixels', 256);
    await page.getByTestId('sample-start').click();

    await expect
      .poll(async () => (await ask(page, 'project.summary', {})).images, { timeout: 120_000 })
      .toBe(40);
    const { textures } = await ask(page, 'project.summary', {});
    expect(textures.map(({ ok, defective }) => [ok, defective])).toEqual([
      [12, 8],
      [12, 8],
    ]);
    await page.getByTestId('image-tile').first().waitFor();
    await opened.checked('line-2-images');
  });

  it('keeps an ellipse that is drawn on an image, and takes it back', async () => {
    await page.getByTestId('filter-ok').click();
    await page.getByTestId('image-tile').first().dblclick();
    await page.getByTestId('image-view').waitFor();
    const [row] = (
      await ask(page, 'images.page', {
        filter: { textureId: null, verdict: 'ok', text: '' },
        offset: 0,
        limit: 1,
      })
    ).rows;
    if (row === undefined) throw new Error('There is no image with the verdict ok.');

    await page.getByTestId('tool-ellipse').click();
    const box = await page.getByTestId('image-stage').boundingBox();
    if (box === null) throw new Error('The image is not shown.');
    const x = box.x + box.width / 2;
    const y = box.y + box.height / 2;
    await page.mouse.move(x - 40, y - 20);
    await page.mouse.down();
    await page.mouse.move(x + 40, y + 20, { steps: 5 });
    await page.mouse.up();

    await expect
      .poll(async () => (await ask(page, 'images.get', { imageId: row.id })).ellipses.length)
      .toBe(1);
    const drawn = await ask(page, 'images.get', { imageId: row.id });
    expect(drawn.verdict).toBe('defective');
    // 80 × 40 screen pixels: the semi-axes are in the ratio 2 : 1 at any zoom.
    const shape = drawn.ellipses[0]?.shape;
    expect((shape?.a ?? 0) / (shape?.b ?? 1)).toBeCloseTo(2, 5);
    await opened.checked('line-3-ellipse');

    await page.keyboard.press('Control+z');
    await expect
      .poll(async () => (await ask(page, 'images.get', { imageId: row.id })).verdict)
      .toBe('ok');
    expect((await ask(page, 'images.get', { imageId: row.id })).ellipses).toEqual([]);
  });

  it('trains a teacher while the window answers', async () => {
    await page.getByTestId('nav-training').click();
    await page.getByTestId('new-teacher').first().click();
    await page.getByTestId('plan-more-toggle').click();
    await setPlan(page, 'iterations', 40);
    await setPlan(page, 'evaluationInterval', 10);
    await opened.checked('line-4-plan');
    await page.getByTestId('start-run').click();
    await page.getByTestId('run-view').waitFor();
    const run = await newestRun(page);
    await expect
      .poll(async () => (await ask(page, 'runs.get', { run })).steps.length, { timeout: 240_000 })
      .toBeGreaterThan(3);
    await opened.screenshot('line-5-training');
    await waitForRun(page, run);
    const { steps, evaluations } = await ask(page, 'runs.get', { run });
    expect(steps.at(-1)?.iteration).toBeGreaterThan(0);
    expect(evaluations.length).toBeGreaterThan(0);
    await opened.checked('line-6-trained');
  });

  it('compresses the teacher into a student', async () => {
    await page.getByTestId('nav-students').click();
    await page.getByTestId('students-view').getByRole('button', { name: 'More' }).first().click();
    await setPlan(page, 'iterations', 40);
    await setPlan(page, 'evaluationInterval', 20);
    await page.getByTestId('start-run').click();
    await page.getByTestId('run-view').waitFor();
    const run = await newestRun(page);
    await waitForRun(page, run);
    const student = await ask(page, 'runs.get', { run });
    const teacher = await ask(page, 'runs.get', { run: student.teacherRun ?? '' });
    expect(student.parameters ?? 0).toBeGreaterThan(0);
    expect(student.parameters ?? 0).toBeLessThan(teacher.parameters ?? 0);
    await page.getByTestId('nav-students').click();
    await page.getByTestId(`student-row-${run}`).waitFor();
    await opened.checked('line-7-students');
  });

  it('inspects a dropped folder as predict decides it, and stores nothing', async () => {
    await expectInspected(opened);
  });

  it('shows and saves the rates of each texture', async () => {
    await page.getByTestId('nav-report').click();
    await page.getByTestId('report-headline').waitFor();
    const { runs } = await ask(page, 'runs.list', {});
    const teacher = runs.find((run) => run.kind === 'teacher');
    const report = await ask(page, 'report.get', { run: teacher?.id ?? '' });
    expect(report.evaluation.summary.textures).toHaveLength(2);
    for (const texture of report.evaluation.trials[0]?.textures ?? []) {
      // A fifth of 8 defective and of 12 non-defective images, rounded, is on the test side.
      expect(texture.tp + texture.fn).toBe(2);
      expect(texture.tn + texture.fp).toBe(2);
      await page.getByTestId(`texture-row-${texture.texture}`).waitFor();
    }
    await opened.checked('line-8-report');

    const file = join(opened.folder, 'report.html');
    await answerDialogs(opened, file);
    await page.getByTestId('report-save').click();
    await expect.poll(() => readIfThere(file)).toContain('</html>');
    const html = readFileSync(file, 'utf8');
    for (const { texture } of report.evaluation.summary.textures) expect(html).toContain(texture);
    expect(html).not.toMatch(/(src|href)="https?:/);
    const saved = await openSavedPage(opened.app, file);
    expect(await graveFindings(saved)).toEqual([]);
    await saved.emulateMedia({ colorScheme: 'dark' });
    expect(await graveFindings(saved)).toEqual([]);
    await saved.close();
  });

  it('has broken no rule of its content security policy on the way', () => {
    writeFileSync(join(opened.folder, 'violations.txt'), violations.join('\n'));
    expect(violations).toEqual([]);
  });
});

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

async function newestRun(page: Page): Promise<string> {
  const { runs } = await ask(page, 'runs.list', {});
  const newest = [...runs].sort((a, b) => a.createdAt.localeCompare(b.createdAt)).at(-1);
  if (newest === undefined) throw new Error('No run was started.');
  return newest.id;
}

async function setPlan(page: Page, field: string, value: number): Promise<void> {
  const input = page.getByTestId(`plan-${field}`).getByRole('spinbutton');
  await input.fill(String(value));
  await input.press('Enter');
}
