import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright';

declare global {
  interface Window {
    readonly axe?: { run(options: RunOptions): Promise<AxeResults> };
  }
}

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What of axe-core's findings fails a test. */
const grave: readonly unknown[] = ['serious', 'critical'];

/**
 * Serious and critical findings of axe-core on the page as it stands, in the theme that is on and in the other one: a
 * line each, with the first elements that it names. The page is left as it was.
 */
export async function graveFindings(page: Page): Promise<readonly string[]> {
  // Playwright evaluates by the debugger's protocol, which the page's CSP does not bind.
  if (await page.evaluate(() => window.axe === undefined)) await page.evaluate(source);
  await stopMotion(page, true);
  try {
    const found = await findings(page, null);
    await toggleTheme(page);
    // All else is the same in both themes.
    const inOther = await findings(page, ['color-contrast']);
    await toggleTheme(page);
    return [...new Set([...found, ...inOther])];
  } finally {
    await stopMotion(page, false);
  }
}

async function findings(page: Page, rules: string[] | null): Promise<readonly string[]> {
  const results = await page.evaluate(async (only) => {
    if (window.axe === undefined) throw new Error('axe-core is not on the page.');
    const { violations } = await window.axe.run({
      resultTypes: ['violations'],
      preload: false,
      elementRef: false,
      ...(only === null ? {} : { runOnly: only }),
    });
    const theme = document.documentElement.classList.contains('dark') ? 'dark' : 'light';
    return violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      theme,
      nodes: nodes.slice(0, 4).map(({ html, any, all }) => {
        const why = [...any, ...all].map(({ message }) => message);
        return `${html.slice(0, 120)} ${why.join('; ')}`;
      }),
      count: nodes.length,
    }));
  }, rules);
  return results
    .filter(({ impact }) => grave.includes(impact))
    .map(({ id, theme, nodes, count }) => `${id} (${theme}, ${count}): ${nodes.join(' | ')}`);
}

/** What is on its way from one look to another has neither; a sheet of the page's own script passes its CSP. */
export async function stopMotion(page: Page, stop: boolean): Promise<void> {
  await page.evaluate((isStopped) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { transition: none !important; animation: none !important }');
    document.adoptedStyleSheets = isStopped ? [sheet] : [];
  }, stop);
}

async function toggleTheme(page: Page): Promise<void> {
  await page.evaluate(() => document.documentElement.classList.toggle('dark'));
}
