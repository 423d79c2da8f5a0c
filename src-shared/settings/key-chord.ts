/** The part of a keyboard event that decides. */
export interface KeyPress {
  /** Physical key (`KeyboardEvent.code`), so that letters work under every keyboard layout. */
  readonly code: string;
  /** Command on macOS. */
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
}

/** Keys of this user: for actions by name, the chords that replace their usual ones. */
export type KeyBindings = Readonly<Record<string, readonly string[]>>;

/** A chord as it is kept: held keys in this order, then the physical key, e.g. `Ctrl+Shift+KeyZ`. */
export const chordPattern = /^(Ctrl\+)?(Alt\+)?(Shift\+)?[A-Z][A-Za-z0-9]{0,23}$/;

/** The chord of a key press; the opposite of {@link pressOf}. */
export function chordOf({ code, ctrl, shift, alt }: KeyPress): string {
  return `${ctrl ? 'Ctrl+' : ''}${alt ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${code}`;
}

/** The key press of a chord. */
export function pressOf(chord: string): KeyPress {
  const parts = chord.split('+');
  return {
    code: parts.at(-1) ?? '',
    ctrl: parts.includes('Ctrl'),
    shift: parts.includes('Shift'),
    alt: parts.includes('Alt'),
  };
}
