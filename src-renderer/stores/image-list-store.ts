import { defineStore } from 'pinia';
import { ref, shallowRef, triggerRef } from 'vue';
import type { ImageDetail, ImageFilter, ImageRow } from '../../src-shared/ipc/views';
import { request } from '../api';
import { shownFailure, type ShownFailure } from '../shown-failure';

/** Images asked for at a time; main bounds its pages to this. */
export const pageSize = 200;

/** The largest page that main gives. */
const largestPage = 500;

export const everything: ImageFilter = {
  textureId: null,
  verdict: null,
  text: '',
  review: null,
  labeller: null,
  dates: null,
  decision: null,
  excluded: false,
};

/** The images under a filter: pages come when rows are looked at, so that 100,000 images cost what is seen. */
export const useImageListStore = defineStore('image-list', () => {
  const filter = ref<ImageFilter>(everything);
  const total = ref<number | null>(null);
  const failure = shallowRef<ShownFailure | null>(null);
  const pages = shallowRef(new Map<number, readonly ImageRow[]>());
  /** Where the grid stood, to stand there again after an image was looked at. */
  const scrollTop = ref(0);
  /** The image the keyboard is on. */
  const current = ref(0);
  let asked = new Set<number>();
  let generation = 0;

  async function askPage(page: number): Promise<void> {
    if (asked.has(page)) return;
    asked.add(page);
    const mine = generation;
    try {
      const answer = await request('images.page', {
        filter: filter.value,
        offset: page * pageSize,
        limit: pageSize,
      });
      if (mine !== generation) return;
      pages.value.set(page, answer.rows);
      triggerRef(pages);
      total.value = answer.total;
      failure.value = null;
    } catch (error) {
      if (mine !== generation) return;
      asked.delete(page);
      failure.value = shownFailure(error);
    }
  }

  /** Asks for the pages that hold rows `first` to `last`, both included. */
  function need(first: number, last: number): void {
    for (let page = Math.floor(first / pageSize); page * pageSize <= last; page += 1) {
      void askPage(page);
    }
  }

  /** The row at a position, or null while its page is on the way. */
  function rowAt(index: number): ImageRow | null {
    return pages.value.get(Math.floor(index / pageSize))?.[index % pageSize] ?? null;
  }

  /** The ids of the images at positions `first` to `last`, both included, whether they were looked at or not. */
  async function idsBetween(first: number, last: number): Promise<readonly number[]> {
    const ids: number[] = [];
    for (let at = first; at <= last;) {
      const known = rowAt(at);
      if (known !== null) {
        ids.push(known.id);
        at += 1;
        continue;
      }
      const limit = Math.min(largestPage, last - at + 1);
      const { rows } = await request('images.page', { filter: filter.value, offset: at, limit });
      if (rows.length === 0) break;
      ids.push(...rows.map(({ id }) => id));
      at += rows.length;
    }
    return ids;
  }

  /** Asks for everything anew, from where the user is. */
  async function reload(): Promise<void> {
    generation += 1;
    asked = new Set();
    pages.value = new Map();
    const page = Math.floor(current.value / pageSize);
    await askPage(page);
  }

  async function setFilter(next: Partial<ImageFilter>): Promise<void> {
    filter.value = { ...filter.value, ...next };
    scrollTop.value = 0;
    current.value = 0;
    await reload();
  }

  /** Forgets the project that was open. */
  function forget(): void {
    generation += 1;
    asked = new Set();
    pages.value = new Map();
    filter.value = everything;
    total.value = null;
    failure.value = null;
    scrollTop.value = 0;
    current.value = 0;
  }

  /** Shows what a label gesture changed without asking for the page again. */
  function show(detail: ImageDetail): void {
    for (const [page, rows] of pages.value) {
      const index = rows.findIndex((row) => row.id === detail.id);
      const row = rows[index];
      if (row === undefined) continue;
      const { verdict, review, textureId, groupName } = detail;
      const ellipses = detail.ellipses.length;
      const changed = { ...row, verdict, review, textureId, groupName, ellipses };
      pages.value.set(page, [...rows.slice(0, index), changed, ...rows.slice(index + 1)]);
      triggerRef(pages);
      return;
    }
  }

  return {
    filter,
    total,
    failure,
    scrollTop,
    current,
    need,
    rowAt,
    idsBetween,
    reload,
    setFilter,
    forget,
    show,
  };
});
