import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { Point } from '../../src-shared/labelling/ellipse-edit';
import { actualSize, fitViewport, panBy, zoomAt, type Size, type Viewport } from './stage-viewport';

export interface StageViewport {
  readonly viewport: ShallowRef<Viewport>;
  fit(): void;
  showActualSize(): void;
  /** Zooms about a point of the stage; about its middle when none is given. */
  zoom(factor: number, at?: Point): void;
  pan(dx: number, dy: number): void;
}

/** Zoom and position of the stage: an image that is new, or a stage that changes size before a zoom, is fitted. */
export function useStageViewport(
  image: Readonly<Ref<Size & { readonly sha256: string }>>,
  stage: Readonly<Ref<Size>>,
): StageViewport {
  const viewport = shallowRef<Viewport>({ x: 0, y: 0, scale: 1 });
  const fitted = ref(true);

  function fit(): void {
    if (stage.value.width === 0 || stage.value.height === 0) return;
    fitted.value = true;
    viewport.value = fitViewport(image.value, stage.value);
  }

  function showActualSize(): void {
    fitted.value = false;
    viewport.value = actualSize(viewport.value, stage.value);
  }

  function zoom(factor: number, at?: Point): void {
    fitted.value = false;
    const middle = { x: stage.value.width / 2, y: stage.value.height / 2 };
    viewport.value = zoomAt(viewport.value, factor, at ?? middle);
  }

  function pan(dx: number, dy: number): void {
    fitted.value = false;
    viewport.value = panBy(viewport.value, dx, dy);
  }

  watch(
    [() => [image.value.width, image.value.height].join(), stage],
    ([size], [sizeBefore]) => {
      // Images of one size keep zoom and place: a series is compared spot by spot.
      if (size !== sizeBefore || fitted.value) fit();
    },
    { immediate: true },
  );

  return { viewport, fit, showActualSize, zoom, pan };
}
