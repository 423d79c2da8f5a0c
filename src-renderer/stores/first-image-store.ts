import { defineStore } from 'pinia';
import { ref } from 'vue';

/** Whether the first image to label shall be opened as soon as it is there. */
export const useFirstImageStore = defineStore('first-image', () => {
  const waiting = ref(false);

  /** True once, for who opens it. */
  function take(): boolean {
    const was = waiting.value;
    waiting.value = false;
    return was;
  }

  return { waiting, take };
});
