import { onBeforeUnmount, onMounted } from 'vue';
import { commandOfKey, keysRest, type LabelCommand } from './label-keys';

export interface LabelKeyActions {
  /** @returns false where the key is left to the page. */
  run(command: LabelCommand): boolean;
  /** A key that is no command: whether it is a texture's, which the image is given then. */
  texture(event: KeyboardEvent): boolean;
  /** A key was let go: what was nudged is stored. */
  released(): void;
  holdSpace(held: boolean): void;
  /** Whether the pointer is over the picture: only then does Space pan rather than press a button. */
  pointerInside(): boolean;
}

/** What goes on while its key is held. */
const repeated: readonly LabelCommand['kind'][] = [
  ...(['nudge', 'turn', 'grow', 'select-step', 'go', 'zoom', 'undo', 'redo'] as const),
];

/** Keys of the image view; they rest while the user types or a dialog is open. */
export function useLabelKeys(actions: LabelKeyActions): void {
  function down(event: KeyboardEvent): void {
    if (keysRest(event)) return;
    if (event.code === 'Space') {
      if (!actions.pointerInside()) return;
      event.preventDefault();
      actions.holdSpace(true);
      return;
    }
    const command = commandOfKey(event);
    if (command === null) {
      if (!event.repeat && actions.texture(event)) event.preventDefault();
      return;
    }
    // Holding a key down repeats movements and steps only: one press is one verdict, one copy.
    if (event.repeat && !repeated.includes(command.kind)) return event.preventDefault();
    if (actions.run(command)) event.preventDefault();
  }

  function up(event: KeyboardEvent): void {
    if (event.code === 'Space') actions.holdSpace(false);
    actions.released();
  }

  function blur(): void {
    actions.holdSpace(false);
    actions.released();
  }

  onMounted(() => {
    window.addEventListener('keydown', down);
    window.addEventListener('keyup', up);
    window.addEventListener('blur', blur);
  });
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', down);
    window.removeEventListener('keyup', up);
    window.removeEventListener('blur', blur);
  });
}
