// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { useLabellingStore } from '../../../src-renderer/stores/labelling-store';
import type { ImageDetail } from '../../../src-shared/ipc/views';
import { imageDetail } from '../image-examples';
import { recordedBridge, type RecordedBridge } from '../recorded-bridge';

const shape = { x: 10, y: 20, a: 5, b: 3, angle: 0 };
const marked = imageDetail(1, {
  verdict: 'defective',
  ellipses: [{ id: 7, shape }],
  canUndo: true,
});

let bridge: RecordedBridge;
beforeEach(() => {
  setActivePinia(createPinia());
  bridge = recordedBridge();
  bridge.answer('images.get', ({ imageId }) => imageDetail(imageId));
  bridge.answer('images.neighbours', () => ({ previous: null, next: 2, position: 0, total: 9 }));
});

describe('labelling an image', () => {
  it('selects the ellipse that was drawn, and shows what main stored', async () => {
    const store = useLabellingStore();
    await store.open(1);
    bridge.answer('labels.add-ellipses', () => marked);
    await store.addEllipses([shape]);
    expect(store.detail).toEqual(marked);
    expect(store.selected).toBe(7);
    expect(store.pending).toEqual([]);
  });

  it('shows the shape let go until main has answered', async () => {
    const store = useLabellingStore();
    await store.open(1);
    let answer: (stored: ImageDetail) => void = () => undefined;
    bridge.answer('labels.add-ellipses', () => new Promise((resolve) => (answer = resolve)));
    const stored = store.addEllipses([shape]);
    await flushPromises();
    expect(store.pending).toEqual([{ id: null, shape }]);
    expect(store.detail?.ellipses).toEqual([]);
    answer(marked);
    await stored;
    expect(store.pending).toEqual([]);
  });

  it('sends gestures one after the other, in the order they were made', async () => {
    const store = useLabellingStore();
    await store.open(1);
    const done: string[] = [];
    let finishFirst: (stored: ImageDetail) => void = () => undefined;
    bridge.answer('labels.add-ellipses', () => new Promise((resolve) => (finishFirst = resolve)));
    bridge.answer('labels.set-verdict', () => marked);
    const first = store.addEllipses([shape]).then(() => done.push('ellipse'));
    const second = store.setVerdict('unsure', false).then(() => done.push('verdict'));
    await flushPromises();
    expect(bridge.asked.map(({ name }) => name)).not.toContain('labels.set-verdict');
    finishFirst(marked);
    await Promise.all([first, second]);
    expect(done).toEqual(['ellipse', 'verdict']);
  });

  it('keeps what is stored when a gesture fails, and goes on with the next', async () => {
    const store = useLabellingStore();
    await store.open(1);
    bridge.refuse('labels.add-ellipses', { kind: 'disk-full', message: 'Full.', next: '' });
    bridge.answer('labels.set-verdict', () => marked);
    const failed = store.addEllipses([shape]);
    const next = store.setVerdict('defective', false);
    await expect(failed).rejects.toThrow('Full.');
    await next;
    expect(store.detail).toEqual(marked);
    expect(store.pending).toEqual([]);
  });

  it('says which image an undo touched, and shows it when it is open', async () => {
    const store = useLabellingStore();
    await store.open(1);
    bridge.answer('labels.undo', () => ({ found: true, imageId: 1, images: 1 }));
    bridge.answer('images.get', () => imageDetail(1, { verdict: 'unsure' }));
    expect(await store.walkHistory('undo')).toBe(1);
    expect(store.detail?.verdict).toBe('unsure');
    bridge.answer('labels.undo', () => ({ found: true, imageId: null, images: 250 }));
    bridge.answer('images.get', () => imageDetail(1, { verdict: 'ok' }));
    expect(await store.walkHistory('undo')).toBeNull();
    expect(store.detail?.verdict).toBe('ok');
    bridge.answer('labels.undo', () => ({ found: false, imageId: null, images: 0 }));
    expect(await store.walkHistory('undo')).toBeNull();
  });

  it('does not show an answer for an image that is no longer open', async () => {
    const store = useLabellingStore();
    await store.open(1);
    let answer: (stored: ImageDetail) => void = () => undefined;
    bridge.answer('labels.set-verdict', () => new Promise((resolve) => (answer = resolve)));
    const late = store.setVerdict('defective', false);
    await flushPromises();
    await store.open(2);
    answer(marked);
    await late;
    expect(store.detail?.id).toBe(2);
  });
});
