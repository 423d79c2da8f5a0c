import { defineStore } from 'pinia';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { ImageDetail } from '../../src-shared/ipc/views';
import { request } from '../api';
import { pictureSource } from '../labelling/picture-source';
import { preparePicture } from '../labelling/prepared-pictures';
import { useLookStore } from './look-store';

/** Images that are kept: more than two neighbours, since the user may turn back. */
const kept = 6;

/** The images beside the open one, with their pictures decoded, so that going there takes no waiting. */
export const usePreparedStore = defineStore('prepared', () => {
  const looks = useLookStore();
  const details = new Map<number, ImageDetail>();
  let generation = 0;

  /** Loads these images one after the other; the first is the likeliest to be asked for. */
  function prepare(imageIds: readonly number[]): void {
    const mine = ++generation;
    void (async () => {
      for (const imageId of imageIds) {
        if (mine !== generation) return;
        await prepareOne(imageId, mine);
      }
    })();
  }

  async function prepareOne(imageId: number, mine: number): Promise<void> {
    try {
      const detail = await request('images.get', { imageId });
      if (mine !== generation) return;
      details.delete(imageId);
      details.set(imageId, detail);
      for (const oldest of details.keys()) {
        if (details.size <= kept) break;
        details.delete(oldest);
      }
      await looks.prepare(detail);
      const look = looks.lookOf(detail.textureId);
      const source = pictureSource(detail, look, looks.tones.get(detail.sha256) ?? null);
      if (source !== null) await preparePicture(source.href);
    } catch (error) {
      if (!(error instanceof ExpectedFailure)) throw error;
      // Nobody has asked for this image yet: what is wrong with it is told when it is opened.
      details.delete(imageId);
    }
  }

  /** What main said of an image a moment ago, to be shown until it says it again; null for none. */
  function detailOf(imageId: number): ImageDetail | null {
    const detail = details.get(imageId) ?? null;
    details.delete(imageId);
    return detail;
  }

  /** Drops what may have changed meanwhile. */
  function forget(): void {
    generation += 1;
    details.clear();
  }

  return { prepare, detailOf, forget };
});
