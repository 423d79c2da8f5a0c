import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forkLauncher } from '../../src-main/children/fork-launcher';
import { eventsAfter } from '../../src-main/database/event-queries';
import { setParameters, setPlan } from '../../src-main/database/run-queries';
import type { StudentPlan } from '../../src-shared/training/training-plan';
import { openProject, type OpenProject } from '../../src-main/services/project-service';
import { verifyProject } from '../../src-main/services/verify-service';
import { tinyStudent } from '../main/runs/tiny-run';
import { storeScoredRun, type ScoredImage } from '../main/runs/scored-run';
import { ask, fillWithSample } from './ask';
import { checkout, launchWindow, nativeParts, type AppWindow } from './window';
import { resizePage } from './window-aids';

// A teacher and three students whose decisions are made up: the smallest misses a defect on validation, the middle one
// holds every floor and misses one on test, the largest decides as its teacher.

let window: AppWindow;
let path = '';
const runs = { teacher: '', large: '', middle: '', small: '' };

const sides = [
  'validation',
  'validation',
  'validation',
  'validation',
  'test',
  'test',
  'test',
  'test',
];
const defective = [true, true, false, false, true, true, false, false];

/** Eight images of the first texture, with these scores. */
function eightImages(scores: readonly number[]): readonly ScoredImage[] {
  return scores.map((score, index) => ({
    side: sides[index] === 'validation' ? 'validation' : 'test',
    texture: 0,
    defective: defective[index] ?? false,
    score,
  }));
}

function opened(): Promise<OpenProject> {
  return openProject(path, {
    launcher: forkLauncher(join(checkout, 'out/main')),
    sqliteBinding: nativeParts().sqliteBinding,
    author: 'tester',
  });
}

beforeAll(async () => {
  window = await launchWindow();
  const { page } = window;
  await resizePage(window, 1280, 720);
  path = join(window.folder, 'choosing.ellipsight');
  await ask(page, 'project.create', { path });
  await fillWithSample(page, { textures: 1, ok: 4, defective: 4, size: 128, seed: 3 });
  const { textures } = await ask(page, 'project.summary', {});
  await ask(page, 'textures.change', {
    textureId: textures[0]?.id ?? 0,
    change: { kind: 'name', name: 'Steel' },
  });
  await ask(page, 'project.close', {});
  const project = await opened();
  const store = async (
    scores: readonly number[],
    parameters: number,
    teacher: { id: string; seq: number } | null,
    filters: StudentPlan['filters'] = [4, 8, 16, 4, 4],
  ) => {
    const run = await storeScoredRun(project, eightImages(scores), teacher);
    if (teacher !== null) setPlan(project.database, run.seq, tinyStudent(teacher.id, { filters }));
    setParameters(project.database, run.seq, parameters);
    const model = join(path, 'runs', run.id, 'trial-1', 'model.safetensors');
    mkdirSync(dirname(model), { recursive: true });
    writeFileSync(model, Buffer.alloc(4 * parameters));
    return run;
  };
  const teacher = await store([0.9, 0.9, 0.1, 0.1, 0.9, 0.9, 0.1, 0.1], 40_000, null);
  const large = await store(
    [0.9, 0.8, 0.2, 0.1, 0.9, 0.9, 0.1, 0.1],
    9_000,
    teacher,
    [16, 32, 64, 32, 32],
  );
  const middle = await store(
    [0.8, 0.8, 0.2, 0.1, 0.9, 0.2, 0.1, 0.3],
    3_000,
    teacher,
    [4, 8, 16, 8, 8],
  );
  const small = await store([0.8, 0.3, 0.2, 0.4, 0.6, 0.2, 0.1, 0.7], 800, teacher);
  runs.teacher = teacher.id;
  runs.large = large.id;
  runs.middle = middle.id;
  runs.small = small.id;
  // The pictures of the project's own images.
  project.database.exec(
    'UPDATE run_images SET (sha256, name) = (SELECT sha256, name FROM images WHERE id = image_id)',
  );
  await project.close();
  await ask(page, 'project.open', { path });
  await page.reload();
}, 120_000);

afterAll(() => window.close());

async function setFloor(rate: 'tpr' | 'tnr', percent: string): Promise<void> {
  const field = window.page.getByTestId(`floor-${rate}-Steel`).getByRole('spinbutton');
  await field.fill(percent);
  await field.press('Enter');
}

describe('choosing and releasing in the real window', () => {
  it('selects the smallest student that holds the floors that are set', async () => {
    const { page } = window;
    await page.getByTestId('nav-students').click();
    await page.getByTestId('open-choose').click();
    const sentence = page.getByTestId('choice-sentence');
    await expect.poll(() => sentence.getAttribute('data-kind')).toBe('no-floors');
    await window.checked('choose-no-floors');
    await setFloor('tpr', '90');
    await expect.poll(() => sentence.getAttribute('data-kind')).toBe('chosen');
    await setFloor('tnr', '100');
    await page.getByTestId(`choose-${runs.middle}`).and(page.locator(':checked')).waitFor();
    // Validation holds the floor, test does not: both stand side by side.
    const row = page.getByTestId('floors-Steel');
    await expect.poll(() => row.innerText()).toMatch(/100 %\s+2 of 2\s+50\.0 %\s+1 of 2/);
    expect(await page.getByTestId('pareto-chart').getAttribute('data-points')).toBe('4');
    await window.checked('choose-chosen');
    await setFloor('tpr', '');
    await setFloor('tnr', '');
    await expect.poll(() => sentence.getAttribute('data-kind')).toBe('no-floors');
    await setFloor('tpr', '90');
    await expect.poll(() => sentence.getAttribute('data-kind')).toBe('chosen');
  });

  it('releases without a reason what the check has no objection to, under a name', async () => {
    const { page } = window;
    await page.getByTestId(`choose-${runs.large}`).check();
    await page.getByTestId('open-release').click();
    await page.getByTestId('release-verdict').getByText('It holds every floor').waitFor();
    expect(await page.getByTestId('release-confirm').isDisabled()).toBe(true);
    await page.getByTestId('release-name').fill('Kim');
    await page.getByTestId('release-confirm').click();
    await page.getByTestId('release-strip').getByText(`Released: ${runs.large}`).waitFor();
    await page.getByTestId('choosing-table').getByTestId('released-mark').waitFor();
  });

  it('asks for a written reason where the check objects, and goes back with one click', async () => {
    const { page } = window;
    await page.getByTestId(`choose-${runs.middle}`).check();
    await page.getByTestId('open-release').click();
    const objections = page.getByTestId('release-objections');
    await expect.poll(() => objections.locator('li').count()).toBe(2);
    await window.checked('release-objections');
    expect(await page.getByTestId('release-confirm').isDisabled()).toBe(true);
    await page.getByTestId('release-reason').fill('Three times as fast; line 3 is watched.');
    await page.getByTestId('release-confirm').click();
    const strip = page.getByTestId('release-strip');
    await strip.getByText(`Released: ${runs.middle}`).waitFor();
    await strip.getByText('line 3 is watched').waitFor();
    await page.getByTestId('release-back').click();
    await strip.getByText(`Released: ${runs.large}`).waitFor();
    await page.getByTestId('release-history-toggle').click();
    await expect.poll(() => page.getByTestId('release-history').locator('li').count()).toBe(3);
    await window.checked('release-history');
  });

  it('shows where a student and its teacher disagree, widest first, and opens the image', async () => {
    const { page } = window;
    await page.getByTestId(`choose-${runs.small}`).check();
    await page.getByTestId('open-disagreements').click();
    await page.getByTestId('disagreement-answer').getByText('2 of 4').waitFor();
    expect(await page.getByTestId('disagreement').count()).toBe(4);
    await window.checked('disagreements');
    await page.getByTestId('disagreement').first().click();
    await page.getByTestId('image-view').waitFor();
  });

  it('lists image by image what one run decides otherwise than another', async () => {
    const { page } = window;
    await page.evaluate((ids) => {
      location.hash = `#/compare?runs=${ids}`;
    }, `${runs.large},${runs.small}`);
    const changes = page.getByTestId('run-changes');
    await changes.getByTestId('change-newly-missed').getByText('1').waitFor();
    expect(await changes.getByTestId('changed-image').count()).toBe(2);
    await changes.getByTestId('change-new-alarm').click();
    expect(await changes.getByTestId('changed-image').count()).toBe(1);
    await window.checked('run-changes');
  });

  it('marks the released run in the lists, and keeps all of it in the project', async () => {
    const { page } = window;
    await page.getByTestId('nav-training').click();
    await page.getByTestId(`run-row-${runs.large}`).getByTestId('released-mark').waitFor();
    await page.getByTestId('close-project').click();
    await page.getByTestId('start-view').waitFor();
    const project = await opened();
    const rows = project.database
      .prepare('SELECT kind, stands, before, trial, reason, who FROM releases ORDER BY id')
      .all();
    const told = eventsAfter(project.database, 0, 1000).filter(({ kind }) =>
      kind.startsWith('release.'),
    );
    const { findings } = await verifyProject(project);
    await project.close();
    expect(rows).toEqual([
      { kind: 'promoted', stands: 1, before: null, trial: 1, reason: '', who: 'Kim' },
      {
        ...{ kind: 'promoted', stands: 2, before: 1, trial: 1, who: 'Kim' },
        reason: 'Three times as fast; line 3 is watched.',
      },
      { kind: 'returned', stands: 1, before: null, trial: null, reason: '', who: 'Kim' },
    ]);
    expect(told.map(({ kind, who }) => `${kind} ${who}`)).toEqual([
      ...['release.promoted Kim', 'release.promoted Kim', 'release.returned Kim'],
    ]);
    expect(findings).toEqual([]);
  });
});
