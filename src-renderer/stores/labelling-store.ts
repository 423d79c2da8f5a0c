import { defineStore } from 'pinia';
import { computed, reactive, ref, shallowRef } from 'vue';
import type { Verdict } from '../../src-shared/dataset/label';
import type { RequestResult } from '../../src-shared/ipc/requests';
import type { ImageDetail, LabelledEllipse } from '../../src-shared/ipc/views';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import { request } from '../api';
import { withPending, type PendingShape } from '../labelling/pending-shape';
import type { Selection } from '../labelling/stage-selection';
import { loadable, type Loadable } from '../load-state';
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
  /** Ids of the selected ellipses; the last one was selected last. */
  const selection = shallowRef<Selection>([]);
  /** The ellipse that was selected last; setting it selects that one alone. */
  const selected = computed<number | null>({
    get: () => selection.value.at(-1) ?? null,
    set: (id) => (selection.value = id === null ? [] : [id]),
  });
  /** Ellipses let go, and not yet answered. */
  const pending = shallowRef<readonly PendingShape[]>([]);
  /** Whether these parts of the panel stand open, from one image to the next; null leaves it to the part. */
  const openParts = reactive<{
    proposals: boolean | null;
    review: boolean;
    history: boolean;
    keys: boolean;
  }>({ proposals: null, review: true, history: false, keys: false });
  let queue: Promise<unknown> = Promise.resolve();

  const image: Loadable<ImageDetail> = loadable(askDetail);
  const detail = computed(() => image.value.value);
  /** The stored ellipses, those let go already in their new shapes. */
  const ellipses = computed(() => withPending(detail.value?.ellipses ?? [], pending.value));
  const selectedEllipses = computed(() =>
    ellipses.value.filter(({ id }) => selection.value.includes(id)),
  );

  /** An image that was prepared is asked for once more; the same answer again draws nothing anew. */
  async function askDetail(): Promise<ImageDetail> {
    const answer = await request('images.get', { imageId: openId() });
    const shown = detail.value;
    return shown !== null && JSON.stringify(shown) === JSON.stringify(answer) ? shown : answer;
  }

  function openId(): number {
    if (imageId.value === null) throw new Error('No image is open.');
    return imageId.value;
  }

  /** Shows an image and asks which come before and after it under the grid's filter. */
  async function open(id: number): Promise<void> {
    imageId.value = id;
    selection.value = [];
    pending.value = [];
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

  /** Sends a gesture after those before it; shows main's answer, and until then the shapes that it brings. */
  async function send(
    work: (id: number) => Promise<ImageDetail>,
    shapes: readonly PendingShape[] = [],
  ): Promise<void> {
    const id = openId();
    pending.value = [...pending.value, ...shapes];
    const mine = queue.then(() => work(id));
    // A failed gesture must not stop the ones made after it; its own caller gets the failure.
    queue = mine.catch(() => undefined);
    try {
      show(await mine);
    } finally {
      // Gestures made since then show their own shapes.
      pending.value = pending.value.filter((shape) => !shapes.includes(shape));
    }
    await project.refresh();
  }

  function show(answer: ImageDetail): void {
    list.show(answer);
    if (imageId.value !== answer.id) return;
    image.value.value = answer;
    const kept = selection.value.filter((id) => answer.ellipses.some((one) => one.id === id));
    if (kept.length < selection.value.length) selection.value = kept;
  }

  /** Adds ellipses in one gesture, and selects them. */
  async function addEllipses(shapes: readonly Ellipse[]): Promise<void> {
    const imageOfGesture = imageId.value;
    let added: Selection = [];
    await send(
      async (id) => {
        const answer = await request('labels.add-ellipses', { imageId: id, shapes: [...shapes] });
        // New ones have the largest ids ever given.
        added = answer.ellipses.map((ellipse) => ellipse.id).slice(-shapes.length);
        return answer;
      },
      shapes.map((shape) => ({ id: null, shape })),
    );
    if (imageId.value === imageOfGesture) selection.value = added;
  }

  /** Gives ellipses new shapes in one gesture. */
  async function changeEllipses(changed: readonly LabelledEllipse[]): Promise<void> {
    const changes = changed.map(({ id, shape }) => ({ ellipseId: id, shape }));
    await send(
      (id) => request('labels.change-ellipses', { imageId: id, changes }),
      changed.map(({ id, shape }) => ({ id, shape })),
    );
  }

  async function deleteEllipses(ellipseIds: readonly number[]): Promise<void> {
    await send((id) =>
      request('labels.delete-ellipses', { imageId: id, ellipseIds: [...ellipseIds] }),
    );
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
    selection,
    ellipses,
    selectedEllipses,
    pending,
    openParts,
    open,
    addEllipses,
    changeEllipses,
    deleteEllipses,
    setVerdict,
    setTexture,
    walkHistory,
    askNeighbour,
    askNeighbours,
    send,
  };
});
