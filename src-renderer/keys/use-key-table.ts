import { computed, onBeforeUnmount, ref, shallowRef, type ComputedRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { chordOf, type KeyBindings } from '../../src-shared/settings/key-chord';
import { textureOfKey } from '../images/texture-key';
import { useMessageStore } from '../stores/message-store';
import { useProjectStore } from '../stores/project-store';
import { keyActions, keyGroups, type KeyAction, type KeyGroup } from './key-actions';
import { chordsOf, holderOf, ownKeys, withChord, withUsual } from './key-bindings';
import { chordParts } from './key-names';

/** A chord that was pressed for an action, and what it does already. */
export interface KeyConflict {
  readonly action: KeyAction;
  readonly chord: string;
  /** Words of what has it. */
  readonly holder: string;
  /** Whether it can be taken away from there. */
  readonly free: boolean;
}

export interface KeyTable {
  readonly search: Ref<string>;
  readonly groups: ComputedRef<
    readonly { readonly name: KeyGroup; readonly actions: readonly KeyAction[] }[]
  >;
  /** The action that waits for a key. */
  readonly waiting: Ref<KeyAction | null>;
  readonly conflict: Ref<KeyConflict | null>;
  readonly changed: ComputedRef<boolean>;
  isChanged(action: KeyAction): boolean;
  wait(action: KeyAction): void;
  giveUp(): void;
  /** Takes the key of a conflict away from what has it. */
  take(): Promise<void>;
  reset(action: KeyAction): Promise<void>;
  restoreAll(): Promise<void>;
}

const held = /^(?:Control|Shift|Alt|Meta|OS)(?:Left|Right)?$|^(?:CapsLock|AltGraph)$/;

/** The list of keys: searched, and changed by pressing the key that an action shall have. */
export function useKeyTable(): KeyTable {
  const { t } = useI18n();
  const project = useProjectStore();
  const messages = useMessageStore();
  const search = ref('');
  const waiting = shallowRef<KeyAction | null>(null);
  const conflict = shallowRef<KeyConflict | null>(null);

  const groups = computed(() =>
    keyGroups
      .map((name) => ({
        name,
        actions: keyActions.filter((action) => action.group === name && isFound(action)),
      }))
      .filter(({ actions }) => actions.length > 0),
  );

  function isFound(action: KeyAction): boolean {
    const chords = chordsOf(action).map((chord) => chordParts(chord).join('+'));
    const text = [t(`keys.${action.name}`), t(`keys.groups.${action.group}`), ...chords].join(' ');
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    return words.every((word) => text.toLowerCase().includes(word));
  }

  function isChanged({ name }: KeyAction): boolean {
    return ownKeys.value[name] !== undefined;
  }

  async function store(keys: KeyBindings): Promise<void> {
    await messages.attempt(() => project.setKeys(keys));
  }

  function wait(action: KeyAction): void {
    giveUp();
    waiting.value = action;
    // Before every other listener: the key shall do nothing else now.
    window.addEventListener('keydown', pressed, { capture: true });
  }

  function giveUp(): void {
    window.removeEventListener('keydown', pressed, { capture: true });
    waiting.value = null;
    conflict.value = null;
  }

  function pressed(event: KeyboardEvent): void {
    const action = waiting.value;
    if (action === null || held.test(event.code) || event.code === '') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    window.removeEventListener('keydown', pressed, { capture: true });
    if (event.code === 'Escape') {
      giveUp();
      return;
    }
    const chord = chordOf({
      code: event.code,
      ctrl: event.ctrlKey || event.metaKey,
      shift: event.shiftKey,
      alt: event.altKey,
    });
    const found = conflictOf(action, chord, event);
    if (found === null) {
      giveUp();
      void store(withChord(ownKeys.value, action, chord));
    } else {
      waiting.value = null;
      conflict.value = found;
    }
  }

  function conflictOf(action: KeyAction, chord: string, event: KeyboardEvent): KeyConflict | null {
    const holder = holderOf(chord);
    if (holder !== null && holder.name !== action.name) {
      const words = t(`keys.${holder.name}`);
      return { action, chord, holder: words, free: holder.fixed !== true };
    }
    const texture = textureOfKey(event, project.textures);
    if (texture !== null) {
      const words = t('keys.texture', { name: texture.name });
      return { action, chord, holder: words, free: false };
    }
    // Keys that move the focus, press buttons, and pan.
    const kept = ['Tab', 'Shift+Tab', 'Space'].includes(chord);
    return kept ? { action, chord, holder: t('keys.focus'), free: false } : null;
  }

  async function take(): Promise<void> {
    const found = conflict.value;
    giveUp();
    if (found?.free === true) await store(withChord(ownKeys.value, found.action, found.chord));
  }

  onBeforeUnmount(giveUp);

  return {
    search,
    groups,
    waiting,
    conflict,
    changed: computed(() => Object.keys(ownKeys.value).length > 0),
    isChanged,
    wait,
    giveUp,
    take,
    reset: (action) => store(withUsual(ownKeys.value, action)),
    restoreAll: () => store({}),
  };
}
