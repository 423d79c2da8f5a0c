import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { backgrounds } from '../../../src-main/window/backgrounds';

it('a window shows the page’s own background before the page does', () => {
  const styles = readFileSync(resolve('src-renderer/styles/tokens.css'), 'utf8');
  const pages = [...styles.matchAll(/--page:\s*(#[0-9a-f]{6});/g)].map((match) => match[1]);
  expect(pages).toEqual([backgrounds.light, backgrounds.dark]);
});
