import { ref, type Ref } from 'vue';
import type { Verdict } from '../../src-shared/dataset/label';
import { useLabellingStore } from '../stores/labelling-store';
import { useMessageStore } from '../stores/message-store';
import { useProjectStore } from '../stores/project-store';
import { goOn } from './go-on';

export interface Judging {
  /** Whether it is asked if the ellipses of an image shall go, so that it can be ok. */
  readonly asking: Ref<boolean>;
  judge(verdict: Verdict): Promise<void>;
  judgeOkAndDelete(): Promise<void>;
}

interface Situation {
  /** Stores what keys have made of ellipses, before the verdict. */
  commit(): void;
  /** Goes on to the next image. */
  next(): void;
}

/** The verdict on the open image; its first one leads on to the next image, where the user wants that. */
export function useJudging(situation: Situation): Judging {
  const store = useLabellingStore();
  const project = useProjectStore();
  const messages = useMessageStore();
  const asking = ref(false);

  async function judge(verdict: Verdict): Promise<void> {
    const image = store.detail;
    if (image === null || project.readOnly || image.verdict === verdict) return;
    situation.commit();
    if (verdict === 'ok' && image.ellipses.length > 0) {
      asking.value = true;
      return;
    }
    const judged = await messages.attempt(() => store.setVerdict(verdict, false));
    // A defective one waits for its ellipse; a verdict that is corrected stays to be looked at.
    const leadsOn = goOn.value && image.verdict === 'unlabelled' && verdict !== 'defective';
    if (judged.ok && leadsOn && store.detail?.id === image.id) await goFurther(image.id);
  }

  /** To the next image, also where it came while this one was looked at. */
  async function goFurther(imageId: number): Promise<void> {
    if (store.neighbours?.next == null) await store.askNeighbours(imageId);
    situation.next();
  }

  async function judgeOkAndDelete(): Promise<void> {
    await messages.attempt(() => store.setVerdict('ok', true));
  }

  return { asking, judge, judgeOkAndDelete };
}
