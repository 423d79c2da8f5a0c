import type { Verdict } from '../../src-shared/dataset/label';
import type { KeyPress } from '../../src-shared/settings/key-chord';
import { usualPress } from '../keys/key-bindings';

/** What a key asks of the image view. */
export type LabelCommand =
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  | { readonly kind: 'go'; readonly to: 'previous' | 'next' }
  | { readonly kind: 'go-unreviewed'; readonly to: 'previous' | 'next' }
  | { readonly kind: 'toggle-reviewed' }
  | { readonly kind: 'dispute' }
  | { readonly kind: 'draw'; readonly tool: 'ellipse' | 'three-point' }
  | EditCommand
  | { readonly kind: 'cancel' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  | { readonly kind: 'fit' }
  | { readonly kind: 'actual-size' }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'magnifier' }
  | { readonly kind: 'look' }
  | { readonly kind: 'invert' }
  | { readonly kind: 'strip' }
  /** The outline of the imported mask. */
  | { readonly kind: 'mask' };

/** What a key asks of the ellipses, most of it of those that are selected. */
export type EditCommand =
  | { readonly kind: 'delete' }
  /** Pixels. */
  | { readonly kind: 'nudge'; readonly dx: number; readonly dy: number }
  /** Radians, clockwise. */
  | { readonly kind: 'turn'; readonly by: number }
  /** Pixels that a semi-axis becomes longer. */
  | { readonly kind: 'grow'; readonly axis: 'a' | 'b'; readonly by: number }
  /** A new ellipse in the middle of what is seen. */
  | { readonly kind: 'place' }
  | { readonly kind: 'select-step'; readonly by: 1 | -1 }
  | { readonly kind: 'select-all' }
  | { readonly kind: 'copy' }
  | { readonly kind: 'paste' }
  | { readonly kind: 'duplicate' }
  /** Ellipses go along to the next image without a label, from now on or no longer. */
  | { readonly kind: 'carry-over' };

/** The digit that sets each verdict, shown beside its button. */
export const verdictKeys: Readonly<Record<Verdict, string>> = {
  ok: '1',
  defective: '2',
  unsure: '3',
  unlabelled: '0',
};

const degree = Math.PI / 180;
const zoomStep = 1.25;
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const plain: Readonly<Record<string, LabelCommand>> = {
  Digit1: { kind: 'verdict', verdict: 'ok' },
  Numpad1: { kind: 'verdict', verdict: 'ok' },
  Digit2: { kind: 'verdict', verdict: 'defective' },
  Numpad2: { kind: 'verdict', verdict: 'defective' },
  Digit3: { kind: 'verdict', verdict: 'unsure' },
  Numpad3: { kind: 'verdict', verdict: 'unsure' },
  Digit0: { kind: 'verdict', verdict: 'unlabelled' },
  Numpad0: { kind: 'verdict', verdict: 'unlabelled' },
  KeyA: { kind: 'go', to: 'previous' },
  KeyD: { kind: 'go', to: 'next' },
  KeyO: { kind: 'draw', tool: 'ellipse' },
  Enter: { kind: 'place' },
  NumpadEnter: { kind: 'place' },
  Tab: { kind: 'select-step', by: 1 },
  Delete: { kind: 'delete' },
  Backspace: { kind: 'delete' },
  Escape: { kind: 'cancel' },
  Equal: { kind: 'zoom', factor: zoomStep },
  NumpadAdd: { kind: 'zoom', factor: zoomStep },
  Minus: { kind: 'zoom', factor: 1 / zoomStep },
  NumpadSubtract: { kind: 'zoom', factor: 1 / zoomStep },
  KeyZ: { kind: 'turn', by: -degree },
  KeyV: { kind: 'turn', by: degree },
  KeyX: { kind: 'turn', by: -degree / 10 },
  KeyC: { kind: 'turn', by: degree / 10 },
};
const withCtrl: Readonly<Record<string, LabelCommand>> = {
  KeyZ: { kind: 'undo' },
  KeyY: { kind: 'redo' },
  KeyF: { kind: 'fit' },
  Digit0: { kind: 'actual-size' },
  KeyA: { kind: 'select-all' },
  KeyC: { kind: 'copy' },
  KeyV: { kind: 'paste' },
  KeyD: { kind: 'duplicate' },
  KeyP: { kind: 'carry-over' },
};
/** Letters without Shift may be hot-keys of textures. */
const withShift: Readonly<Record<string, LabelCommand>> = {
  KeyO: { kind: 'draw', tool: 'three-point' },
  Tab: { kind: 'select-step', by: -1 },
  KeyM: { kind: 'magnifier' },
  KeyL: { kind: 'look' },
  KeyI: { kind: 'invert' },
  KeyF: { kind: 'strip' },
  KeyK: { kind: 'mask' },
};

const withCtrlShift: Readonly<Record<string, LabelCommand>> = {
  KeyZ: { kind: 'redo' },
  KeyA: { kind: 'go-unreviewed', to: 'previous' },
  KeyD: { kind: 'go-unreviewed', to: 'next' },
};
const withCtrlAlt: Readonly<Record<string, LabelCommand>> = {
  KeyK: { kind: 'toggle-reviewed' },
  KeyD: { kind: 'dispute' },
};

/** What a usual key press asks for, or null where it means nothing here. */
export function labelCommand({ code, ctrl, shift, alt }: KeyPress): LabelCommand | null {
  if (alt) return ctrl && !shift ? (withCtrlAlt[code] ?? null) : null;
  const arrow = arrows[code];
  const step = shift ? 10 : 1;
  if (ctrl) {
    // Right and up make larger, left and down smaller.
    if (arrow !== undefined) {
      const [across, down] = arrow;
      return across === 0
        ? { kind: 'grow', axis: 'b', by: -step * down }
        : { kind: 'grow', axis: 'a', by: step * across };
    }
    if (shift) return withCtrlShift[code] ?? null;
    return withCtrl[code] ?? null;
  }
  if (arrow !== undefined) return { kind: 'nudge', dx: step * arrow[0], dy: step * arrow[1] };
  return (shift ? withShift[code] : undefined) ?? plain[code] ?? null;
}

/** {@link labelCommand} of a key that was pressed, as this user has them; Ctrl is Command on macOS. */
export function commandOfKey(event: KeyboardEvent): LabelCommand | null {
  return labelCommand(
    usualPress({
      code: event.code,
      ctrl: event.ctrlKey || event.metaKey,
      shift: event.shiftKey,
      alt: event.altKey,
    }),
  );
}

/** What takes keys for itself; a tick takes but Space. */
const takesKeys =
  'input:not([type=checkbox]), textarea, select, [role="dialog"], [contenteditable]';

/** Whether keys command nothing now, since the user types or a dialog is open. */
export function keysRest({ target }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest(takesKeys) !== null;
}
