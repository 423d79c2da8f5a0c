import type { Page } from 'playwright';
import { stopMotion } from './axe';

/** Where the focus stood, and the themes in which nothing showed it. */
export interface FocusedPart {
  readonly what: string;
  readonly unseenIn: readonly string[];
}

/**
 * Goes through the page with Tab, from its beginning until the focus comes back or `most` parts were met, and looks in
 * both themes whether an outline or a shadow shows where it is: on the part itself, or on what is drawn around it or in
 * its stead.
 */
export async function focusedParts(page: Page, most: number): Promise<readonly FocusedPart[]> {
  await stopMotion(page, true);
  await page.evaluate(() => {
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement) activeElement.blur();
    for (const old of document.querySelectorAll('[data-met]')) old.removeAttribute('data-met');
  });
  const parts: FocusedPart[] = [];
  while (parts.length < most) {
    await page.keyboard.press('Tab');
    const part = await page.evaluate(lookAtFocus);
    if (part === null) break;
    parts.push(part);
  }
  await stopMotion(page, false);
  return parts;
}

/** Runs in the page. Null where the focus left it, or stands where it stood before. */
async function lookAtFocus(): Promise<FocusedPart | null> {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement || element instanceof SVGElement)) return null;
  if (element === document.body || element.hasAttribute('data-met')) return null;
  element.setAttribute('data-met', '');
  // Element Plus hides the field of a radio and draws the part after it; of a text field it draws the frame around it.
  const around = [element, element.nextElementSibling];
  let parent = element.parentElement;
  for (let up = 0; up < 3 && parent !== null; up += 1, parent = parent.parentElement) {
    around.push(parent);
  }
  const drawn = (): string =>
    around
      .map((part) => {
        if (part === null) return '';
        const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(part);
        const outline =
          outlineStyle === 'none' || outlineWidth === '0px' ? '' : outlineWidth + outlineColor;
        return `${outline}/${boxShadow}`;
      })
      .join('|');
  // Element Plus marks its frames a moment after the focus came or went.
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
  await settled();
  const root = document.documentElement;
  const isDark = root.classList.contains('dark');
  const themes = [isDark, !isDark];
  const focused = themes.map((dark) => {
    root.classList.toggle('dark', dark);
    return drawn();
  });
  element.blur();
  await settled();
  const left = themes.map((dark) => {
    root.classList.toggle('dark', dark);
    return drawn();
  });
  root.classList.toggle('dark', isDark);
  // The next Tab goes on from here.
  element.focus();
  return {
    what: element.outerHTML.slice(0, 160),
    unseenIn: themes.flatMap((dark, index) =>
      focused[index] === left[index] ? [dark ? 'dark' : 'light'] : [],
    ),
  };
}
