import { computed, onBeforeUnmount, onMounted, watch, type ComputedRef } from 'vue';
import { chordOf, type KeyPress } from '../../src-shared/settings/key-chord';
import type { LabelledEllipse } from '../../src-shared/ipc/views';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import { usualPress } from '../keys/key-bindings';
import { useImageListStore } from '../stores/image-list-store';
import { useLabellingStore } from '../stores/labelling-store';
import { useMessageStore } from '../stores/message-store';
import { useProjectStore } from '../stores/project-store';
import { useProposalStore } from '../stores/proposal-store';
import { keysRest } from './label-keys';
import type { Selection } from './stage-selection';

export interface ProposalActions {
  accept(proposalIds: readonly number[]): Promise<void>;
  reject(proposalIds: readonly number[]): Promise<void>;
  /** Accepts a proposal, by its number on the stage, with another shape. */
  adjust(drawnId: number, shape: Ellipse): Promise<void>;
  /** The ellipses of the image, and what is proposed under numbers below 0. */
  readonly onStage: ComputedRef<readonly LabelledEllipse[]>;
  /** Numbers on the stage: ellipses, or one proposal. */
  readonly selection: ComputedRef<Selection>;
  /** Of ellipses and proposals together only the ellipses are selected; of proposals alone the last one. */
  select(selection: Selection): void;
  /** What of the model's evidence lies over the picture. */
  readonly layer: ComputedRef<ReturnType<typeof useProposalStore>['layer']>;
}

interface Situation {
  /** Whether Enter is for the drawing tool now. */
  drawing(): boolean;
  /** Asks the model about the open image. */
  ask(): void;
}

/** What pointer and keys do to the proposals of the image on the table. */
export function useProposals(situation: Situation): ProposalActions {
  const store = useProposalStore();
  const labelling = useLabellingStore();
  const list = useImageListStore();
  const project = useProjectStore();
  const messages = useMessageStore();

  async function decided(work: () => ReturnType<typeof store.reject>): Promise<void> {
    if (project.readOnly) return;
    await messages.attempt(async () => {
      list.show(await work());
      await labelling.image.load();
      await project.refresh();
    });
  }

  const accept: ProposalActions['accept'] = (ids) =>
    decided(() => store.accept(ids.map((id) => ({ id, shape: null }))));
  const reject: ProposalActions['reject'] = (ids) => decided(() => store.reject(ids));
  const adjust: ProposalActions['adjust'] = (drawnId, shape) =>
    decided(() => store.accept([{ id: -drawnId, shape }]));

  /** @returns false where the key is not for proposals now */
  function run(chord: string): boolean {
    const ids = store.proposals.map(({ id }) => id);
    const { current, selected } = store;
    switch (chord) {
      case 'Shift+KeyP':
        situation.ask();
        return true;
      case 'Shift+KeyH':
        store.heat = store.heat === 'off' ? 'activation' : 'off';
        return store.evidence !== null;
      case 'Enter':
      case 'NumpadEnter':
        if (current === null || situation.drawing()) return false;
        void accept([current.id]);
        return true;
      case 'Ctrl+Enter':
      case 'Ctrl+NumpadEnter':
        if (ids.length === 0) return false;
        void accept(ids);
        return true;
      case 'Shift+Delete':
      case 'Delete':
      case 'Backspace': {
        // Without Shift it is for what is selected, which may be an ellipse.
        const id = chord === 'Shift+Delete' ? current?.id : selected;
        if (id === undefined || id === null) return false;
        void reject([id]);
        return true;
      }
      case 'Escape':
        if (selected === null) return false;
        store.selected = null;
        return true;
      default:
        return false;
    }
  }

  function down(event: KeyboardEvent): void {
    if (keysRest(event) || event.repeat) return;
    const press: KeyPress = {
      code: event.code,
      ctrl: event.ctrlKey || event.metaKey,
      shift: event.shiftKey,
      alt: event.altKey,
    };
    if (!run(chordOf(usualPress(press)))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  // Before the keys of labels, some of which are the same: what is proposed comes first while it waits.
  onMounted(() => window.addEventListener('keydown', down, { capture: true }));
  onBeforeUnmount(() => window.removeEventListener('keydown', down, { capture: true }));

  // Each gesture, and each undo, brings a new picture of the image.
  watch(
    () => labelling.detail,
    (detail) => void (detail !== null && messages.attempt(() => store.open(detail.id))),
    { immediate: true },
  );

  const onStage = computed(() => [...labelling.ellipses, ...store.drawn]);
  const selection = computed(() =>
    store.selected === null ? labelling.selection : [-store.selected],
  );

  function select(wanted: Selection): void {
    const ellipses = wanted.filter((id) => id > 0);
    const proposal = ellipses.length === 0 ? wanted.at(-1) : undefined;
    store.selected = proposal === undefined ? null : -proposal;
    labelling.selection = ellipses;
  }

  const layer = computed(() => store.layer);
  return { accept, reject, adjust, onStage, selection, select, layer };
}
