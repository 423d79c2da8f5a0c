import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';

/** Width and height of an element's content box, CSS pixels; 0 until it is on the page. */
export function useElementSize(element: Ref<Element | null>): {
  readonly width: Ref<number>;
  readonly height: Ref<number>;
} {
  const width = ref(0);
  const height = ref(0);
  const observer = new ResizeObserver((entries) => {
    for (const entry of entries) {
      width.value = entry.contentRect.width;
      height.value = entry.contentRect.height;
    }
  });
  onMounted(() => {
    if (element.value === null) return;
    width.value = element.value.clientWidth;
    height.value = element.value.clientHeight;
    observer.observe(element.value);
  });
  onBeforeUnmount(() => observer.disconnect());
  return { width, height };
}
