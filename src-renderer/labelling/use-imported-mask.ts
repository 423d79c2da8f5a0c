import { computed, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { ImageDetail } from '../../src-shared/ipc/views';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import {
  edgesOfEllipses,
  edgesOfLengths,
  overlapOfEdges,
  type PixelEdges,
} from '../../src-shared/labelling/pixel-edges';
import { request } from '../api';
import { useMessageStore } from '../stores/message-store';

export interface ImportedMask {
  /** Null where the image came without one, or it is not known yet. */
  readonly edges: Readonly<ShallowRef<PixelEdges | null>>;
  /** IoU (0–1) of the ellipses, all together, with the mask; null without one. */
  readonly overlap: ComputedRef<number | null>;
}

/** The mask that an image was imported with, and how well the ellipses of now cover it. */
export function useImportedMask(
  image: Readonly<Ref<ImageDetail>>,
  shapes: Readonly<Ref<readonly Ellipse[]>>,
): ImportedMask {
  const messages = useMessageStore();
  const edges = shallowRef<PixelEdges | null>(null);

  async function load(imageId: number): Promise<void> {
    edges.value = null;
    const answer = await messages.attempt(() => request('images.mask', { imageId }));
    if (!answer.ok || image.value.id !== imageId) return;
    const { lengths } = answer.value;
    edges.value = lengths === null ? null : edgesOfLengths(lengths);
  }
  watch(() => image.value.id, load, { immediate: true });

  const overlap = computed(() => {
    if (edges.value === null) return null;
    const { width, height } = image.value;
    return overlapOfEdges(edges.value, edgesOfEllipses(shapes.value, width, height));
  });
  return { edges, overlap };
}
