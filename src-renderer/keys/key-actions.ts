/** Where the list of keys shows an action. */
export const keyGroups = [
  'judging',
  'ellipses',
  'suggesting',
  'moving',
  'looking',
  'collection',
  'window',
] as const;
export type KeyGroup = (typeof keyGroups)[number];

/** Something that keys do, as the list of keys (F1) shows it. */
export interface KeyAction {
  /** Its words are `keys.NAME`. */
  readonly name: string;
  readonly group: KeyGroup;
  /** Its usual chords (src-shared/settings/key-chord.ts); each alone does it. */
  readonly chords: readonly string[];
  /** Keys that stay as they are; those with the pointer name it after a `+`, as `#wheel`, `#drag` or `#click`. */
  readonly fixed?: true;
}

/**
 * All that keys do, in the order of the list. What `label-keys.ts` understands stands here too, which a test checks; a
 * fixed action may be done elsewhere.
 */
export const keyActions: readonly KeyAction[] = [
  { name: 'ok', group: 'judging', chords: ['Digit1', 'Numpad1'] },
  { name: 'defective', group: 'judging', chords: ['Digit2', 'Numpad2'] },
  { name: 'unsure', group: 'judging', chords: ['Digit3', 'Numpad3'] },
  { name: 'unlabelled', group: 'judging', chords: ['Digit0', 'Numpad0'] },
  { name: 'reviewed', group: 'judging', chords: ['Ctrl+Alt+KeyK'] },
  { name: 'dispute', group: 'judging', chords: ['Ctrl+Alt+KeyD'] },

  { name: 'draw', group: 'ellipses', chords: ['KeyO'] },
  { name: 'scratch', group: 'ellipses', chords: ['Shift+KeyO'] },
  { name: 'circle', group: 'ellipses', chords: ['Shift+#drag'], fixed: true },
  { name: 'centre', group: 'ellipses', chords: ['Ctrl+Alt+#drag'], fixed: true },
  {
    name: 'nudge',
    group: 'ellipses',
    chords: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
    fixed: true,
  },
  {
    name: 'nudgeFar',
    group: 'ellipses',
    chords: ['Shift+ArrowLeft', 'Shift+ArrowRight', 'Shift+ArrowUp', 'Shift+ArrowDown'],
    fixed: true,
  },
  { name: 'turnLeft', group: 'ellipses', chords: ['KeyZ'] },
  { name: 'turnRight', group: 'ellipses', chords: ['KeyV'] },
  { name: 'turnLeftFine', group: 'ellipses', chords: ['KeyX'] },
  { name: 'turnRightFine', group: 'ellipses', chords: ['KeyC'] },
  {
    name: 'grow',
    group: 'ellipses',
    chords: ['Ctrl+ArrowLeft', 'Ctrl+ArrowRight', 'Ctrl+ArrowUp', 'Ctrl+ArrowDown'],
    fixed: true,
  },
  {
    name: 'growFar',
    group: 'ellipses',
    chords: [
      'Ctrl+Shift+ArrowLeft',
      'Ctrl+Shift+ArrowRight',
      'Ctrl+Shift+ArrowUp',
      'Ctrl+Shift+ArrowDown',
    ],
    fixed: true,
  },
  { name: 'pick', group: 'ellipses', chords: ['Tab', 'Shift+Tab'], fixed: true },
  { name: 'addPick', group: 'ellipses', chords: ['Shift+#click', 'Ctrl+#click'], fixed: true },
  { name: 'copy', group: 'ellipses', chords: ['Ctrl+KeyC'] },
  { name: 'paste', group: 'ellipses', chords: ['Ctrl+KeyV'] },
  { name: 'duplicate', group: 'ellipses', chords: ['Ctrl+KeyD'] },
  { name: 'carryOver', group: 'ellipses', chords: ['Ctrl+KeyP'] },
  { name: 'delete', group: 'ellipses', chords: ['Delete', 'Backspace'] },
  { name: 'undo', group: 'ellipses', chords: ['Ctrl+KeyZ'] },
  { name: 'redo', group: 'ellipses', chords: ['Ctrl+Shift+KeyZ', 'Ctrl+KeyY'] },

  { name: 'propose', group: 'suggesting', chords: ['Shift+KeyP'] },
  { name: 'acceptProposal', group: 'suggesting', chords: ['Enter', 'NumpadEnter'] },
  { name: 'acceptAllProposals', group: 'suggesting', chords: ['Ctrl+Enter', 'Ctrl+NumpadEnter'] },
  // Delete, which deletes an ellipse, rejects a suggestion that is chosen; this one needs no choice.
  { name: 'rejectProposal', group: 'suggesting', chords: ['Shift+Delete'] },
  { name: 'heat', group: 'suggesting', chords: ['Shift+KeyH'] },

  { name: 'previous', group: 'moving', chords: ['KeyA'] },
  { name: 'next', group: 'moving', chords: ['KeyD'] },
  { name: 'previousUnreviewed', group: 'moving', chords: ['Ctrl+Shift+KeyA'] },
  { name: 'nextUnreviewed', group: 'moving', chords: ['Ctrl+Shift+KeyD'] },

  { name: 'zoom', group: 'looking', chords: ['Ctrl+#wheel'], fixed: true },
  { name: 'zoomIn', group: 'looking', chords: ['Equal', 'NumpadAdd'] },
  { name: 'zoomOut', group: 'looking', chords: ['Minus', 'NumpadSubtract'] },
  { name: 'fit', group: 'looking', chords: ['Ctrl+KeyF'] },
  { name: 'actual', group: 'looking', chords: ['Ctrl+Digit0'] },
  { name: 'pan', group: 'looking', chords: ['Space+#drag'], fixed: true },
  { name: 'look', group: 'looking', chords: ['Shift+KeyL'] },
  { name: 'invert', group: 'looking', chords: ['Shift+KeyI'] },
  { name: 'magnifier', group: 'looking', chords: ['Shift+KeyM'] },
  { name: 'strip', group: 'looking', chords: ['Shift+KeyF'] },
  { name: 'mask', group: 'looking', chords: ['Shift+KeyK'] },

  { name: 'chooseAll', group: 'collection', chords: ['Ctrl+KeyA'], fixed: true },
  { name: 'cancel', group: 'window', chords: ['Escape'], fixed: true },
  { name: 'help', group: 'window', chords: ['F1'], fixed: true },
];
