import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDecidedProject } from './decided-project';
import { focusedParts } from './focus';
import { launchWindow, type AppWindow } from './window';
import { resizePage } from './window-aids';

// What the other end-to-end tests do not look at for people who work by keyboard or by ear.

let window: AppWindow;

beforeAll(async () => {
  window = await launchWindow();
  await resizePage(window, 1280, 720);
}, 120_000);

afterAll(() => window.close());

/** Closes the dialog that is open. */
async function closeDialog(testid: string): Promise<void> {
  await window.page.keyboard.press('Escape');
  await window.page.getByTestId(testid).waitFor({ state: 'hidden' });
}

/** Walks through the view with Tab, and names every part at which nothing shows that the focus is there. */
async function unseen(atLeast: number): Promise<readonly string[]> {
  const parts = await focusedParts(window.page, 45);
  expect(parts.length).toBeGreaterThanOrEqual(atLeast);
  return parts.flatMap(({ what, unseenIn }) =>
    unseenIn.length === 0 ? [] : [`${unseenIn.join(', ')}: ${what}`],
  );
}

describe('before a project is open', () => {
  it('the first screen shows the focus, and the sample’s dialog shuts nobody out', async () => {
    const { page } = window;
    await page.getByTestId('start-view').waitFor();
    expect(await unseen(4)).toEqual([]);
    await page.getByTestId('try-sample').click();
    const dialog = page.getByTestId('sample-dialog');
    await dialog.getByRole('button', { name: 'More' }).click();
    await dialog.getByLabel('Seed').waitFor();
    await window.checked('access-sample');
    await closeDialog('sample-dialog');
  });
});

describe('in a project', () => {
  beforeAll(async () => {
    await openDecidedProject(window);
    await window.page.getByTestId('nav-images').click();
    await window.page.getByTestId('image-tile').first().waitFor();
  }, 120_000);

  it.each([
    ['images', 20],
    ['training', 8],
    ['students', 12],
    ['report', 12],
    ['doubts', 10],
  ] as const)('the view of %s shows where the focus is', async (view, atLeast) => {
    const { page } = window;
    await page.getByTestId(`nav-${view}`).click();
    await page.getByTestId(`${view}-view`).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await unseen(atLeast)).toEqual([]);
  });

  it('an image, the form of a plan and the settings show where the focus is', async () => {
    const { page } = window;
    await page.getByTestId('nav-images').click();
    await page.getByTestId('image-tile').first().focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('image-view').waitFor();
    expect(await unseen(20)).toEqual([]);
    await page.getByTestId('nav-training').click();
    await page.getByTestId('new-teacher').first().click();
    await page.getByTestId('plan-check').getByTestId('plan-remark').first().waitFor();
    expect(await unseen(15)).toEqual([]);
    await page.getByTestId('settings').click();
    await page.getByTestId('all-settings').click();
    await page.getByTestId('settings-view').waitFor();
    expect(await unseen(20)).toEqual([]);
  });

  it('the settings’ menu and the check of this computer shut nobody out', async () => {
    const { page } = window;
    await page.getByTestId('settings').click();
    await page.getByTestId('doctor').waitFor();
    await window.checked('access-settings-menu');
    await page.getByTestId('doctor').click();
    await page.getByTestId('doctor-checks').waitFor({ timeout: 60_000 });
    await window.checked('access-doctor');
    await page.keyboard.press('Escape');
    await page.getByTestId('doctor-checks').waitFor({ state: 'hidden' });
  });

  it('neither do the dialogs of weights, groups, archives, sweeps and models', async () => {
    const { page } = window;
    await page.getByTestId('nav-training').click();
    await page.getByTestId('new-teacher').first().click();
    await page.getByTestId('weights-import').click();
    await page.getByTestId('weights-dialog').waitFor();
    await window.checked('access-weights');
    await closeDialog('weights-dialog');

    await page.getByTestId('nav-images').click();
    await page
      .getByTestId('image-tile')
      .first()
      .click({ modifiers: ['Control'] });
    await page.getByTestId('many-group').click();
    await page.getByTestId('groups-open').click();
    await page.getByTestId('groups').waitFor();
    await window.checked('access-groups');
    await closeDialog('groups');

    for (const dialog of ['archive-export', 'archive-import'] as const) {
      await page.getByTestId('project-menu').click();
      await page.getByTestId(`menu-${dialog}`).click();
      await page.getByTestId(`${dialog}-dialog`).waitFor();
      await window.checked(`access-${dialog}`);
      await closeDialog(`${dialog}-dialog`);
    }

    await page.getByTestId('nav-students').click();
    await page.getByTestId('open-sweep').click();
    await page.getByTestId('sweep-dialog').waitFor();
    await window.checked('access-sweep');
    await closeDialog('sweep-dialog');

    await page.getByTestId('nav-report').click();
    await page.getByTestId('report-export').click();
    await page.getByTestId('model-export-dialog').waitFor();
    await window.checked('access-model-export');
    await closeDialog('model-export-dialog');
  });
});
