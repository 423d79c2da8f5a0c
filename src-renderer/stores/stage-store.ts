import { defineStore } from 'pinia';
import { ref } from 'vue';

/** What stands beside and over the picture, from one image to the next. */
export const useStageStore = defineStore('stage', () => {
  const magnifier = ref(false);
  const look = ref(false);
  const strip = ref(true);
  /** The outline of the imported mask. */
  const mask = ref(false);
  return { magnifier, look, strip, mask };
});
