import { shallowRef } from 'vue';
import {
  chordOf,
  pressOf,
  type KeyBindings,
  type KeyPress,
} from '../../src-shared/settings/key-chord';
import { keyActions, type KeyAction } from './key-actions';

// Views understand the usual keys alone (label-keys.ts). What a user has given to actions instead is translated before
// they look: the new key counts as the usual one, and the usual one counts as none.

/** Keys that this user has given to actions; App.vue keeps it at what main has stored. */
export const ownKeys = shallowRef<KeyBindings>({});

/** The chords that do an action for this user. */
export function chordsOf(action: KeyAction, own: KeyBindings = ownKeys.value): readonly string[] {
  return action.fixed === true ? action.chords : (own[action.name] ?? action.chords);
}

/** Who has a chord already; null where it is free. */
export function holderOf(chord: string, own: KeyBindings = ownKeys.value): KeyAction | null {
  return keyActions.find((action) => chordsOf(action, own).includes(chord)) ?? null;
}

/** The usual key press that a press stands for; one that does nothing where its key was given away. */
export function usualPress(press: KeyPress, own: KeyBindings = ownKeys.value): KeyPress {
  const chord = chordOf(press);
  const holder = holderOf(chord, own);
  if (holder === null) {
    const given = keyActions.some(({ chords }) => chords.includes(chord));
    return given ? { ...press, code: '' } : press;
  }
  // One of its own usual chords stays what it is: an action may tell them apart.
  const [usual = chord] = holder.chords;
  return holder.chords.includes(chord) ? press : pressOf(usual);
}

/** The bindings with a chord as an action's only one; whoever had it has it no longer. */
export function withChord(own: KeyBindings, action: KeyAction, chord: string): KeyBindings {
  const before = holderOf(chord, own);
  const freed =
    before === null || before.name === action.name
      ? own
      : { ...own, [before.name]: chordsOf(before, own).filter((other) => other !== chord) };
  return withoutUsual({ ...freed, [action.name]: [chord] });
}

/**
 * The bindings with an action's usual chords, but those that another action has been given meanwhile.
 */
export function withUsual(own: KeyBindings, action: KeyAction): KeyBindings {
  const others = Object.fromEntries(Object.entries(own).filter(([name]) => name !== action.name));
  const taken = keyActions
    .filter(({ name }) => name !== action.name)
    .flatMap((other) => chordsOf(other, others));
  const left = action.chords.filter((chord) => !taken.includes(chord));
  return withoutUsual({ ...others, [action.name]: left });
}

/** Leaves out what is as it would be without. */
function withoutUsual(own: KeyBindings): KeyBindings {
  const usual = new Map(keyActions.map(({ name, chords }) => [name, chords.join()]));
  return Object.fromEntries(
    Object.entries(own).filter(([name, chords]) => usual.get(name) !== chords.join()),
  );
}
