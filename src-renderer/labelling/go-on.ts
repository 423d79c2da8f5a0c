import { ref, watch } from 'vue';

const storageKey = 'ellipsight-go-on';

/** Whether an image's first verdict leads on to the next image; kept on this computer. */
export const goOn = ref(localStorage.getItem(storageKey) !== 'no');

watch(goOn, (value) => localStorage.setItem(storageKey, value ? 'yes' : 'no'));
