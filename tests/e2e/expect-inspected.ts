import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Prediction } from '../../src-main/services/prediction';
import { ask } from './ask';
import { projectTables } from './project-tables';
import { checkout, type AppWindow } from './window';
import { dropPath } from './window-aids';

/** Drops a folder on the view that inspects, in a project with a student: it decides as `predict` does, and stores nothing. */
export async function expectInspected(opened: AppWindow): Promise<void> {
  const { page } = opened;
  const { path } = await ask(page, 'project.summary', {});
  const { rows } = await ask(page, 'images.page', {
    filter: { textureId: null, verdict: 'defective', text: '' },
    ...{ offset: 0, limit: 3 },
  });
  const line = join(opened.folder, 'of-the-line');
  mkdirSync(line);
  for (const [at, { sha256 }] of rows.entries()) {
    const stored = join(path, 'images', sha256.slice(0, 2), `${sha256}.png`);
    copyFileSync(stored, join(line, `${at}.png`));
  }
  writeFileSync(join(line, 'broken.png'), 'no image');
  await page.getByTestId('nav-inspect').click();
  await page.getByTestId('empty-state').waitFor();
  await opened.checked('inspect-1-empty');
  const before = projectTables(path);
  await dropPath(opened, line);
  await expect
    .poll(async () => (await ask(page, 'inspect.view', {})).state, { timeout: 60_000 })
    .toBe('done');
  expect(await page.getByTestId('import-dialog').count()).toBe(0);
  await page.getByTestId('inspected').nth(3).waitFor();
  await page.getByTestId('inspect-filter-unreadable').click();
  await page.getByTestId('inspect-reason').getByText('is not a PNG').waitFor();
  await opened.checked('inspect-2-unreadable');
  await page.getByTestId('inspect-filter-all').click();
  await page.getByTestId('inspected').first().click();
  await page.getByTestId('inspect-teacher').waitFor({ timeout: 60_000 });
  // Unasked only where it is quick; a busy computer is not.
  await ask(page, 'inspect.read-training', {});
  await page.getByTestId('nearest-image').first().waitFor({ timeout: 60_000 });
  expect(await page.locator('[data-testid="patches"] rect.deciding').count()).toBe(1);
  await opened.checked('inspect-3-decided');
  const found = await ask(page, 'inspect.page', { filter: 'all', offset: 0, limit: 10 });
  const { by } = await ask(page, 'inspect.view', {});
  expect(projectTables(path)).toBe(before);

  // The project is open in the window; a copy of it decides by the command line.
  const copy = join(opened.folder, 'copy.ellipsight');
  cpSync(path, copy, { recursive: true });
  const { stdout } = spawnSync(
    process.execPath,
    [join(checkout, 'out/main/cli.js'), 'predict', copy, '--run', by?.run ?? '', line, '--json'],
    { encoding: 'utf8' },
  );
  const said = stdout
    .trim()
    .split('\n')
    .map((text): Prediction => JSON.parse(text));
  const decided = found.rows.flatMap(({ file, decided: by }) =>
    by === null ? [] : [{ file, ...by }],
  );
  expect(decided.map(({ file, texture, verdict }) => [file, texture, verdict])).toEqual(
    said.map(({ image, texture, verdict }) => [image, texture, verdict]),
  );
  decided.forEach(({ score }, at) => expect(score).toBeCloseTo(said[at]?.score ?? NaN, 4));
}
