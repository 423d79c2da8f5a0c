import { shallowRef } from 'vue';
import { translate } from '../i18n';

/** What each physical key writes under the layout in use, where the system says so. */
const written = shallowRef<ReadonlyMap<string, string>>(new Map());

interface KeyboardWithLayout {
  getLayoutMap(): Promise<Iterable<[string, string]>>;
}

function hasLayout(keyboard: unknown): keyboard is KeyboardWithLayout {
  return typeof keyboard === 'object' && keyboard !== null && 'getLayoutMap' in keyboard;
}

/** Learns which letters stand on this keyboard's keys, so that lists name keys as they are printed. */
export async function learnLayout(): Promise<void> {
  const keyboard: unknown = 'keyboard' in navigator ? navigator.keyboard : null;
  if (hasLayout(keyboard)) written.value = new Map(await keyboard.getLayoutMap());
}

const signs: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
  Equal: '+',
  Minus: '−',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Backquote: '`',
  BracketLeft: '[',
  BracketRight: ']',
};

/** A chord as it is shown, one part a key: `Ctrl+KeyZ` gives Ctrl, Z. */
export function chordParts(chord: string): readonly string[] {
  return chord.split('+').map(partName);
}

function partName(part: string): string {
  if (part === '#wheel') return translate('keys.wheel');
  if (part === '#drag') return translate('keys.drag');
  if (part === '#click') return translate('keys.click');
  const letter = written.value.get(part)?.toUpperCase();
  // A Korean or Cyrillic layout still has the Latin letter printed on its keys.
  if (letter !== undefined && /^[A-Z]$/.test(letter)) return letter;
  const sign = signs[part];
  if (sign !== undefined) return sign;
  const numpad = /^Numpad(.+)$/.exec(part)?.[1];
  if (numpad !== undefined) {
    const name = { Add: '+', Subtract: '−', Multiply: '×', Divide: '÷' }[numpad] ?? numpad;
    return translate('keys.numpad', { name });
  }
  return part.replace(/^(?:Key|Digit)/, '');
}
