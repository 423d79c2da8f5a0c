// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { expect, it } from 'vitest';
import { i18n } from '../../../src-renderer/i18n';
import HistoryList from '../../../src-renderer/labelling/HistoryList.vue';
import type { HistoryEntry } from '../../../src-shared/ipc/image-history';
import { imageDetail } from '../image-examples';
import { recordedBridge } from '../recorded-bridge';

const entry: HistoryEntry = {
  seq: 9,
  at: '2026-11-23T15:00:00.000Z',
  who: 'Kim',
  kind: 'add-ellipse',
  ...{ of: null, source: null, texture: null, group: null, excluded: null },
  verdict: { old: 'ok', new: 'defective' },
  review: null,
  note: null,
  ruling: null,
  proposed: null,
  ellipses: [{ id: 4, old: null, new: { x: 10, y: 20, a: 5, b: 3, angle: Math.PI / 6 } }],
};

it('asks for the history only once it is opened, and again after each gesture', async () => {
  const bridge = recordedBridge();
  bridge.answer('images.history', () => ({ entries: [entry], total: 1 }));
  const list = mount(HistoryList, {
    props: { image: imageDetail(7) },
    global: { plugins: [i18n, createPinia()] },
  });
  await flushPromises();
  expect(bridge.asked).toEqual([]);
  await list.get('[data-testid="history"]').trigger('click');
  await flushPromises();
  expect(bridge.asked).toEqual([{ name: 'images.history', argument: { imageId: 7 } }]);
  const text = list.get('[data-testid="history-list"]').text();
  expect(text).toContain('Ellipse drawn');
  expect(text).toContain('Kim');
  expect(text).toMatch(/Verdict:\s*Ok\s*→\s*Defective/i);
  expect(text).toContain('none → centre 10.0, 20.0, semi-axes 5.0 × 3.0, angle 30.0°');
  await list.setProps({ image: imageDetail(7, { verdict: 'unsure' }) });
  await flushPromises();
  expect(bridge.asked).toHaveLength(2);
});

it('names what an undo took back, textures, groups, exclusion, and where an image came from', async () => {
  const bridge = recordedBridge();
  const entries: HistoryEntry[] = [
    {
      ...{ ...entry, seq: 13, kind: 'change-ellipse', verdict: null },
      ellipses: [
        {
          id: 4,
          old: { x: 10, y: 20, a: 5, b: 3, angle: 0 },
          new: { x: 11, y: 20, a: 5, b: 3, angle: Math.PI / 6 },
        },
        { id: 5, old: { x: 1, y: 2, a: 5, b: 3, angle: 0 }, new: null },
      ],
    },
    { ...entry, seq: 12, kind: 'undo', of: 'set-verdict', ellipses: [] },
    { ...entry, seq: 11, kind: 'set-excluded', excluded: { old: false, new: true }, verdict: null },
    { ...entry, seq: 10, kind: 'set-group', group: { old: null, new: 'lot 7' }, verdict: null },
    {
      ...{ ...entry, seq: 8, kind: 'added', texture: { old: null, new: 'felt' } },
      source: { path: '/media/line4', format: 'plain-folder' },
    },
  ];
  bridge.answer('images.history', () => ({ entries, total: 5 }));
  const list = mount(HistoryList, {
    props: { image: imageDetail(7) },
    global: { plugins: [i18n, createPinia()] },
  });
  await list.get('[data-testid="history"]').trigger('click');
  await flushPromises();
  const texts = list.findAll('li').map((item) => item.text().replace(/\s+/g, ' '));
  expect(texts[0]).toContain('ellipse 4: centre 10.0, 20.0 → 11.0, 20.0; angle 0.0° → 30.0°');
  expect(texts[0]).toContain('ellipse 5: centre 1.0, 2.0, semi-axes 5.0 × 3.0, angle 0.0° → none');
  expect(texts[1]).toContain('Undone: Verdict set');
  expect(texts[2]).toContain('Excluded: no → yes');
  expect(texts[3]).toContain('Group: none → lot 7');
  expect(texts[4]).toContain('from /media/line4');
  expect(texts[4]).toContain('Texture: none → felt');
});

it('stays open from one image to the next, whose panel is a new one', async () => {
  const bridge = recordedBridge();
  bridge.answer('images.history', () => ({ entries: [entry], total: 1 }));
  const pinia = createPinia();
  const shown = (id: number) =>
    mount(HistoryList, { props: { image: imageDetail(id) }, global: { plugins: [i18n, pinia] } });
  const first = shown(7);
  await first.get('[data-testid="history"]').trigger('click');
  first.unmount();
  const second = shown(8);
  await flushPromises();
  expect(second.find('[data-testid="history-list"]').exists()).toBe(true);
  expect(bridge.asked.at(-1)).toEqual({ name: 'images.history', argument: { imageId: 8 } });
});
