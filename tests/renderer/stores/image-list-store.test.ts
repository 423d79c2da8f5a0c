// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { useImageListStore } from '../../../src-renderer/stores/image-list-store';
import { imageDetail, imageRow } from '../image-examples';
import { recordedBridge, type RecordedBridge } from '../recorded-bridge';

let bridge: RecordedBridge;
beforeEach(() => {
  setActivePinia(createPinia());
  bridge = recordedBridge();
  bridge.answer('images.page', ({ offset, limit }) => ({
    total: 450,
    offset,
    rows: Array.from({ length: Math.min(limit, 450 - offset) }, (_, index) =>
      imageRow(offset + index + 1),
    ),
  }));
});

function offsetsAsked(): unknown[] {
  return bridge.asked.map(({ argument }) => Reflect.get(Object(argument), 'offset'));
}

describe('the list of images', () => {
  it('asks only for the pages that are looked at, and for each once', async () => {
    const list = useImageListStore();
    list.need(190, 210);
    await flushPromises();
    list.need(195, 220);
    await flushPromises();
    expect(offsetsAsked()).toEqual([0, 200]);
    expect(list.rowAt(0)?.id).toBe(1);
    expect(list.rowAt(399)?.id).toBe(400);
    expect(list.rowAt(400)).toBeNull();
    expect(list.total).toBe(450);
  });

  it('starts anew from the top under another filter', async () => {
    const list = useImageListStore();
    list.current = 300;
    await list.setFilter({ verdict: 'defective' });
    expect(list.current).toBe(0);
    expect(bridge.asked[0]?.argument).toMatchObject({
      filter: { textureId: null, verdict: 'defective', text: '' },
      offset: 0,
    });
  });

  it('drops an answer that comes after the filter has changed', async () => {
    const list = useImageListStore();
    let answerSlowly: (page: { total: number; offset: number; rows: [] }) => void = () => undefined;
    bridge.answer(
      'images.page',
      () =>
        new Promise((resolve) => {
          answerSlowly = resolve;
        }),
    );
    const first = list.reload();
    bridge.answer('images.page', () => ({ total: 7, offset: 0, rows: [] }));
    await list.setFilter({ text: 'new' });
    answerSlowly({ total: 999, offset: 0, rows: [] });
    await first;
    expect(list.total).toBe(7);
  });

  it('shows a failure, and asks for the page again afterwards', async () => {
    const list = useImageListStore();
    bridge.refuse('images.page', { kind: 'not-ready', message: 'Still opening.', next: '' });
    await list.reload();
    expect(list.failure?.message).toBe('Still opening.');
    bridge.answer('images.page', () => ({ total: 1, offset: 0, rows: [imageRow(1)] }));
    await list.reload();
    expect(list.failure).toBeNull();
    expect(list.rowAt(0)?.id).toBe(1);
  });

  it('shows a changed label without asking again', async () => {
    const list = useImageListStore();
    await list.reload();
    const ellipse = { id: 5, shape: { x: 1, y: 1, a: 1, b: 1, angle: 0 } };
    list.show(imageDetail(3, { verdict: 'defective', ellipses: [ellipse] }));
    expect(list.rowAt(2)).toMatchObject({ id: 3, verdict: 'defective', ellipses: 1 });
    expect(bridge.asked).toHaveLength(1);
  });
});
