import { useLabellingStore } from '../stores/labelling-store';
import { useLookStore } from '../stores/look-store';
import { useMessageStore } from '../stores/message-store';

/** Shows black for white on all images of the open one's texture, or no longer. */
export function useInvert(): () => Promise<void> {
  const store = useLabellingStore();
  const looks = useLookStore();
  const messages = useMessageStore();
  return async () => {
    if (store.detail === null) return;
    const { textureId } = store.detail;
    const look = looks.lookOf(textureId);
    looks.show(textureId, { ...look, invert: !look.invert });
    await messages.attempt(() => looks.keep(textureId));
  };
}
