import { describe, expect, it } from 'vitest';
import { chordOf, chordPattern, pressOf } from '../../../src-shared/settings/key-chord';
import { keyBindingsSchema } from '../../../src-shared/ipc/settings-requests';
import { keyActions, type KeyAction } from '../../../src-renderer/keys/key-actions';
import {
  chordsOf,
  holderOf,
  usualPress,
  withChord,
  withUsual,
} from '../../../src-renderer/keys/key-bindings';
import { labelCommand } from '../../../src-renderer/labelling/label-keys';

function action(name: string): KeyAction {
  const found = keyActions.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`There is no action ${name}.`);
  return found;
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `Key${letter}`);
const digits = [...'0123456789'].flatMap((digit) => [`Digit${digit}`, `Numpad${digit}`]);
const others =
  'Enter Escape Tab Space Delete Backspace Insert Home End PageUp PageDown ArrowLeft ArrowRight ' +
  'ArrowUp ArrowDown Equal Minus NumpadAdd NumpadSubtract NumpadEnter Comma Period Slash ' +
  'Semicolon Quote BracketLeft BracketRight Backslash Backquote F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11';
const codes = [...letters, ...digits, ...others.split(' ')];
const helds = ['', 'Ctrl+', 'Shift+', 'Alt+', 'Ctrl+Shift+', 'Ctrl+Alt+', 'Ctrl+Alt+Shift+'];

describe('the list of keys', () => {
  it('names every key that the image view understands', () => {
    const understood = helds
      .flatMap((held) => codes.map((code) => held + code))
      .filter((chord) => labelCommand(pressOf(chord)) !== null);
    // Shift changes nothing about a plain key, so that Caps Lock users are not in its way.
    const missing = understood.filter(
      (chord) => holderOf(chord, {}) === null && holderOf(chord.replace('Shift+', ''), {}) === null,
    );
    expect(missing).toEqual([]);
    expect(understood.length).toBeGreaterThan(30);
  });

  it('gives no chord to two actions, and no name twice', () => {
    const chords = keyActions.flatMap((one) => one.chords);
    expect(chords.length).toBe(new Set(chords).size);
    const names = keyActions.map(({ name }) => name);
    expect(names.length).toBe(new Set(names).size);
  });

  it('can be stored: each name and chord is one that main takes', () => {
    const free = keyActions.filter(({ fixed }) => fixed !== true);
    const all = Object.fromEntries(free.map(({ name, chords }) => [name, [...chords]]));
    expect(keyBindingsSchema.parse(all)).toEqual(all);
    expect(free.flatMap(({ chords }) => chords).every((chord) => chordPattern.test(chord))).toBe(
      true,
    );
  });
});

describe('a key of one’s own', () => {
  it('does what the usual key did, which then does nothing', () => {
    const own = withChord({}, action('draw'), 'KeyE');
    expect(own).toEqual({ draw: ['KeyE'] });
    expect(labelCommand(usualPress(pressOf('KeyE'), own))).toEqual({
      kind: 'draw',
      tool: 'ellipse',
    });
    expect(labelCommand(usualPress(pressOf('KeyO'), own))).toBeNull();
    expect(labelCommand(usualPress(pressOf('KeyD'), own))).toEqual({ kind: 'go', to: 'next' });
  });

  it('may hold Ctrl, Alt and Shift', () => {
    const own = withChord({}, action('fit'), 'Ctrl+Alt+Shift+KeyW');
    expect(labelCommand(usualPress(pressOf('Ctrl+Alt+Shift+KeyW'), own))).toEqual({ kind: 'fit' });
    expect(usualPress(pressOf('KeyW'), own)).toEqual(pressOf('KeyW'));
  });

  it('is taken away from what had it, which keeps its other keys', () => {
    const own = withChord({}, action('draw'), 'Backspace');
    expect(chordsOf(action('delete'), own)).toEqual(['Delete']);
    expect(labelCommand(usualPress(pressOf('Backspace'), own))).toEqual({
      kind: 'draw',
      tool: 'ellipse',
    });
    const both = withChord(own, action('draw'), 'Delete');
    expect(chordsOf(action('delete'), both)).toEqual([]);
  });

  it('swaps two actions in two steps', () => {
    const first = withChord({}, action('next'), 'KeyA');
    expect(chordsOf(action('previous'), first)).toEqual([]);
    const swapped = withChord(first, action('previous'), 'KeyD');
    expect(labelCommand(usualPress(pressOf('KeyA'), swapped))).toEqual({ kind: 'go', to: 'next' });
    expect(labelCommand(usualPress(pressOf('KeyD'), swapped))).toEqual({
      kind: 'go',
      to: 'previous',
    });
  });

  it('is forgotten when the usual one is given again', () => {
    expect(withChord(withChord({}, action('draw'), 'KeyE'), action('draw'), 'KeyO')).toEqual({});
    expect(withUsual(withChord({}, action('draw'), 'KeyE'), action('draw'))).toEqual({});
  });

  it('is not taken back from another action by a reset', () => {
    const own = withChord({}, action('next'), 'KeyA');
    expect(chordsOf(action('previous'), withUsual(own, action('previous')))).toEqual([]);
  });

  it('leaves keys that are no action’s as they are', () => {
    expect(usualPress(pressOf('KeyQ'), { draw: ['KeyE'] })).toEqual(pressOf('KeyQ'));
  });
});

it('writes a press down and reads it again', () => {
  for (const chord of helds.flatMap((held) => codes.map((code) => held + code))) {
    expect(chordOf(pressOf(chord))).toBe(chord);
  }
});
