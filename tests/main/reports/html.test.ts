import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Html, escapeHtml, html } from '../../../src-main/reports/html';

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

test('escaped text holds no character that HTML reads, and means the same text', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const escaped = escapeHtml(text);
      expect(escaped).not.toMatch(/[<>"']/);
      const back = escaped.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? '');
      expect(back).toBe(text);
    }),
  );
});

test('a template escapes texts and keeps HTML, also in lists', () => {
  const name = '<b onclick="x">';
  expect(html`<td title="${name}">${name}</td>`.text).toBe(
    '<td title="&lt;b onclick=&quot;x&quot;&gt;">&lt;b onclick=&quot;x&quot;&gt;</td>',
  );
  const items = ['a&b', 'c'].map((item) => html`<li>${item}</li>`);
  expect(html`<b>${items}</b>${0.5}${Html.trusted('<hr>')}`.text.replace(/\s+/g, '')).toBe(
    '<b><li>a&amp;b</li><li>c</li></b>0.5<hr>',
  );
});
