import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import type { ImageDetail } from '../../src-shared/ipc/views';
import { useLookStore } from '../stores/look-store';
import { useMessageStore } from '../stores/message-store';
import { preparePicture } from './prepared-pictures';
import { pictureSource, pictureTable, type PictureSource } from './picture-source';

export interface ShownPicture {
  /** Null while the values of the image are on their way. */
  readonly href: ComputedRef<string | null>;
  /** 256 numbers 0–1; null where the picture is shown as it is. */
  readonly table: ComputedRef<readonly number[] | null>;
  /** Whether a better picture is under way. */
  readonly coming: Ref<boolean>;
}

/** The picture of an image under its texture's look. */
export function usePicture(image: Readonly<Ref<ImageDetail>>): ShownPicture {
  const store = useLookStore();
  const messages = useMessageStore();
  const shown = shallowRef<(PictureSource & { readonly sha256: string }) | null>(null);
  const coming = ref(false);

  const look = computed(() => store.lookOf(image.value.textureId));
  const tone = computed(() => store.tones.get(image.value.sha256) ?? null);
  const wanted = computed(() => pictureSource(image.value, look.value, tone.value));

  watch(
    [image, look],
    ([{ id }], previous) => {
      const isSame = previous[0]?.id === id && previous[1] === look.value;
      if (!isSame) void messages.attempt(() => store.prepare(image.value));
    },
    { immediate: true },
  );

  /** Follows what is wanted; a picture of the same image stays until the next one can be painted. */
  async function follow(): Promise<void> {
    if (coming.value) return;
    coming.value = true;
    try {
      for (;;) {
        const next = wanted.value;
        const { sha256 } = image.value;
        if (next === null || (shown.value?.href === next.href && shown.value.sha256 === sha256)) {
          return;
        }
        if (shown.value?.sha256 === sha256) await preparePicture(next.href);
        if (image.value.sha256 === sha256) shown.value = { ...next, sha256 };
      }
    } finally {
      coming.value = false;
    }
  }
  watch(
    () => [wanted.value?.href, image.value.sha256],
    () => {
      if (shown.value !== null && shown.value.sha256 !== image.value.sha256) {
        // At once: never one image's picture under another's ellipses.
        const next = wanted.value;
        shown.value = next === null ? null : { ...next, sha256: image.value.sha256 };
      }
      void follow();
    },
    { immediate: true },
  );

  const current = computed(() => (shown.value?.sha256 === image.value.sha256 ? shown.value : null));
  return {
    href: computed(() => current.value?.href ?? null),
    table: computed(() =>
      current.value === null
        ? null
        : pictureTable(image.value, look.value, tone.value, current.value),
    ),
    coming,
  };
}
