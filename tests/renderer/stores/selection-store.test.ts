// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import { useImageListStore } from '../../../src-renderer/stores/image-list-store';
import { useSelectionStore } from '../../../src-renderer/stores/selection-store';
import { imageRow } from '../image-examples';
import { recordedBridge, type RecordedBridge } from '../recorded-bridge';

const total = 1000;
let bridge: RecordedBridge;

beforeEach(async () => {
  setActivePinia(createPinia());
  bridge = recordedBridge();
  // The image at position n has the id n + 1.
  bridge.answer('images.page', ({ offset, limit }) => ({
    total,
    offset,
    rows: Array.from({ length: Math.min(limit, total - offset) }, (_, index) =>
      imageRow(offset + index + 1),
    ),
  }));
  await useImageListStore().reload();
});

function pagesAsked(): number {
  return bridge.asked.filter(({ name }) => name === 'images.page').length;
}

describe('what is chosen in the grid', () => {
  it('grows by single images and by ranges, also over images that were never looked at', async () => {
    const selection = useSelectionStore();
    selection.toggle(3, 2);
    await selection.extendTo(700);
    expect(selection.count).toBe(699);
    expect([2, 3, 701, 702].map((id) => selection.has(id))).toEqual([false, true, true, false]);
    selection.toggle(4, 3);
    expect(selection.count).toBe(698);
    await selection.extendTo(0);
    expect(selection.count).toBe(701);
  });

  it('can be all but some, which main is told as a filter', async () => {
    const selection = useSelectionStore();
    selection.chooseAll();
    selection.toggle(5, 4);
    selection.toggle(9, 8);
    await selection.extendTo(7);
    expect(selection.count).toBe(999);
    expect(selection.selection()).toMatchObject({ kind: 'filter', except: [5] });
  });

  it('is given up when the filter changes', async () => {
    const selection = useSelectionStore();
    selection.toggle(3, 2);
    await useImageListStore().setFilter({ verdict: 'ok' });
    await nextTick();
    expect(selection.count).toBe(0);
  });

  it('is changed in one request, after which the images are shown anew', async () => {
    const selection = useSelectionStore();
    const change = { kind: 'group', group: 'lot 7' } as const;
    const summary = { changed: 2, unchanged: 0, withEllipses: 0, cancelled: false };
    bridge.answer('images.change-many', (argument) => {
      expect(argument).toEqual({ selection: { kind: 'ids', imageIds: [3, 8] }, change });
      expect(selection.working).toBe(true);
      return summary;
    });
    selection.toggle(3, 2);
    selection.toggle(8, 7);
    const asked = pagesAsked();
    expect(await selection.change(change)).toEqual(summary);
    expect(selection.working).toBe(false);
    expect(pagesAsked()).toBe(asked + 1);
  });
});
