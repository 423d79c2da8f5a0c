import { defineStore } from 'pinia';
import { computed, reactive, ref, shallowRef } from 'vue';
import type { Verdict } from '../../src-shared/dataset/label';
import type { RequestResult } from '../../src-shared/ipc/requests';
import type { ImageDetail } from '../../src-shared/ipc/views';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import { request } from '../api';
import { loadable } from '../load-state';
import { useImageListStore } from './image-list-store';
import { usePreparedStore } from './prepared-store';
import { useProjectStore } from './project-store';

type Neighbours = RequestResult<'images.neighbours'>;

/**
 * The image on the table. Each gesture is one request, sent in the order the gestures were made; nothing is shown as
 * stored before main has said so, except the shape of the ellipse that was just let go (`pending`).
 */
export const useLabellingStore = defineStore('labelling', () => {
  const list = useImageListStore();
  const project = useProjectStore();
  const prepared = usePreparedStore();
  const imageId = ref<number | null>(null);
  const neighbours = shallowRef<Neighbours | null>(null);
  const selected = ref<number | null>(null);
  /** Ellipses let go, and not yet answered: id (null: new) and shape. */
  const pending = shallowRef<{ readonly id: number | null; readonly shape: Ellipse } | null>(null);
  /** Whether these parts of the panel stand open, from one image to the next. */
  const openParts = reactive({ history: false, keys: false });
  let queue: Promise<unknown> = Promise.resolve();

  const image = loadable(() => request('images.get', { imageId: openId() }));
  const detail = computed(() => image.value.value);
  const selectedEllipse = computed(
    () => detail.value?.ellipses.find((ellipse) => ellipse.id === selected.value) ?? null,
  );

  function openId(): number {
    if (imageId.value === null) throw new Error('No image is open.');
    return imageId.value;
  }

  /** Shows an image and asks which come before and after it under the grid's filter. */
  async function open(id: number): Promise<void> {
    imageId.value = id;
    selected.value = null;
    pending.value = null;
    neighbours.value = null;
    if (detail.value?.id !== id) image.value.value = prepared.detailOf(id);
    await Promise.all([image.load(), askNeighbours(id)]);
  }

  async function askNeighbours(id: number): Promise<void> {
    const answer = await request('images.neighbours', { imageId: id, filter: list.filter });
    if (imageId.value !== id) return;
    neighbours.value = answer;
    prepared.prepare([answer.next, answer.previous].filter((near) => near !== null));
  }

  /** The next or previous image that is not reviewed, under the grid's filter; null where there is none. */
  async function askNeighbour(to: 'previous' | 'next'): Promise<number | null> {
    const { filter } = list;
    // Under a filter of its own for reviews, the next one of those.
    const review = filter.review ?? 'unreviewed';
    const answer = await request('images.neighbours', {
      imageId: openId(),
      filter: { ...filter, review },
    });
    return answer[to];
  }

  /** Sends a gesture after those before it; shows main's answer. */
  async function send(work: (id: number) => Promise<ImageDetail>): Promise<void> {
    const id = openId();
    const shape = pending.value;
    const mine = queue.then(() => work(id));
    // A failed gesture must not stop the ones made after it; its own caller gets the failure.
    queue = mine.catch(() => undefined);
    try {
      show(await mine);
    } finally {
      // A gesture made since then shows its own shape.
      if (pending.value === shape) pending.value = null;
    }
    await project.refresh();
  }

  function show(answer: ImageDetail): void {
    list.show(answer);
    if (imageId.value !== answer.id) return;
    image.value.value = answer;
    if (!answer.ellipses.some((ellipse) => ellipse.id === selected.value)) selected.value = null;
  }

  async function addEllipse(shape: Ellipse): Promise<void> {
    pending.value = { id: null, shape };
    const before = new Set(detail.value?.ellipses.map((ellipse) => ellipse.id));
    await send((id) => request('labels.add-ellipse', { imageId: id, shape }));
    const added = detail.value?.ellipses.find((ellipse) => !before.has(ellipse.id));
    if (added !== undefined) selected.value = added.id;
  }

  async function changeEllipse(ellipseId: number, shape: Ellipse): Promise<void> {
    pending.value = { id: ellipseId, shape };
    await send((id) => request('labels.change-ellipse', { imageId: id, ellipseId, shape }));
  }

  async function deleteEllipse(ellipseId: number): Promise<void> {
    await send((id) => request('labels.delete-ellipses', { imageId: id, ellipseIds: [ellipseId] }));
  }

  async function setVerdict(verdict: Verdict, deleteEllipses: boolean): Promise<void> {
    await send((id) => request('labels.set-verdict', { imageId: id, verdict, deleteEllipses }));
  }

  async function setTexture(textureId: number): Promise<void> {
    await send(async (id) => {
      await request('images.change-many', {
        selection: { kind: 'ids', imageIds: [id] },
        change: { kind: 'texture', textureId },
      });
      return request('images.get', { imageId: id });
    });
  }

  /** Takes back (or does again) the newest label change; returns the image it touched, null where there is none. */
  async function walkHistory(direction: 'undo' | 'redo'): Promise<number | null> {
    const mine = queue.then(() =>
      request(direction === 'undo' ? 'labels.undo' : 'labels.redo', {}),
    );
    queue = mine.catch(() => undefined);
    // What it touches may be beside the open image.
    prepared.forget();
    const { imageId: touched, found } = await mine;
    // Of many images, the open one may be among them.
    const shown = touched ?? (found ? imageId.value : null);
    if (shown !== null) {
      const answer = await request('images.get', { imageId: shown });
      show(answer);
    }
    await project.refresh();
    return touched;
  }

  return {
    image,
    detail,
    neighbours,
    selected,
    selectedEllipse,
    pending,
    openParts,
    open,
    addEllipse,
    changeEllipse,
    deleteEllipse,
    setVerdict,
    setTexture,
    walkHistory,
    askNeighbour,
    askNeighbours,
    send,
  };
});
