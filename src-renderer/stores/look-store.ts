import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { ImageDetail } from '../../src-shared/ipc/views';
import {
  needsTone,
  plainLook,
  type ImageTone,
  type PictureLook,
} from '../../src-shared/labelling/picture-look';
import { request } from '../api';
import { useProjectStore } from './project-store';

/** Tones that are remembered. */
const rememberedTones = 64;

/** How pictures are shown, by texture, and what values the images have that were looked at last. */
export const useLookStore = defineStore('look', () => {
  const project = useProjectStore();
  const looks = shallowRef<ReadonlyMap<number, PictureLook>>(new Map());
  const tones = shallowRef<ReadonlyMap<string, ImageTone>>(new Map());
  const asked = new Map<string, Promise<void>>();

  async function load(): Promise<void> {
    const { looks: stored } = await request('looks.list', {});
    looks.value = new Map(stored.map(({ textureId, look }) => [textureId, look]));
  }

  /** Forgets the project that was open. */
  function forget(): void {
    looks.value = new Map();
    tones.value = new Map();
    asked.clear();
  }

  function lookOf(textureId: number): PictureLook {
    return looks.value.get(textureId) ?? plainLook;
  }

  /** Shows a texture so from now on, in this window; {@link keep} stores it. */
  function show(textureId: number, look: PictureLook): void {
    looks.value = new Map(looks.value).set(textureId, look);
  }

  /** Stores how a texture is shown; in a project that can only be read it lasts until the window closes. */
  async function keep(textureId: number): Promise<void> {
    if (project.readOnly) return;
    await request('looks.set', { textureId, look: lookOf(textureId) });
  }

  /** Asks for the values of an image, once. */
  async function askTone({ id, sha256 }: Pick<ImageDetail, 'id' | 'sha256'>): Promise<void> {
    const known = asked.get(sha256);
    if (known !== undefined) return known;
    const answer = request('images.tone', { imageId: id }).then((tone) => {
      if (asked.get(sha256) !== answer) return;
      const next = new Map(tones.value).set(sha256, tone);
      for (const oldest of next.keys()) {
        if (next.size <= rememberedTones) break;
        next.delete(oldest);
        asked.delete(oldest);
      }
      tones.value = next;
    });
    asked.set(sha256, answer);
    answer.catch(() => asked.delete(sha256));
    return answer;
  }

  /** Asks for the values of an image where its look needs them. */
  async function prepare(image: ImageDetail): Promise<void> {
    if (needsTone(lookOf(image.textureId), image.bitDepth)) await askTone(image);
  }

  return { looks, tones, load, forget, lookOf, show, keep, askTone, prepare };
});
