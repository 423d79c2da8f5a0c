import { describe, expect, it } from 'vitest';
import { verdicts } from '../../../src-shared/dataset/label';
import {
  labelCommand,
  verdictKeys,
  type LabelCommand,
} from '../../../src-renderer/labelling/label-keys';

function press(code: string, ...held: ('ctrl' | 'shift' | 'alt')[]): LabelCommand | null {
  return labelCommand({
    code,
    ctrl: held.includes('ctrl'),
    shift: held.includes('shift'),
    alt: held.includes('alt'),
  });
}

describe('keys of the image view', () => {
  it.each(verdicts)('sets the verdict %s by the digit shown beside its button', (verdict) => {
    expect(press(`Digit${verdictKeys[verdict]}`)).toEqual({ kind: 'verdict', verdict });
    expect(press(`Numpad${verdictKeys[verdict]}`)).toEqual({ kind: 'verdict', verdict });
  });

  it('undoes with Ctrl+Z, and does again with both Ctrl+Shift+Z and Ctrl+Y', () => {
    expect(press('KeyZ', 'ctrl')).toEqual({ kind: 'undo' });
    expect(press('KeyZ', 'ctrl', 'shift')).toEqual({ kind: 'redo' });
    expect(press('KeyY', 'ctrl')).toEqual({ kind: 'redo' });
  });

  it('moves by one pixel, by ten with Shift', () => {
    expect(press('ArrowLeft')).toEqual({ kind: 'nudge', dx: -1, dy: 0 });
    expect(press('ArrowDown', 'shift')).toEqual({ kind: 'nudge', dx: 0, dy: 10 });
  });

  it('turns by one degree with Z and V, by a tenth with X and C', () => {
    const degrees = (command: LabelCommand | null): number =>
      command?.kind === 'turn' ? (command.by * 180) / Math.PI : NaN;
    expect(degrees(press('KeyZ'))).toBeCloseTo(-1);
    expect(degrees(press('KeyV'))).toBeCloseTo(1);
    expect(degrees(press('KeyX'))).toBeCloseTo(-0.1);
    expect(degrees(press('KeyC'))).toBeCloseTo(0.1);
  });

  it('makes the semi-axes longer with Ctrl and right or up, shorter with left or down', () => {
    expect(press('ArrowRight', 'ctrl')).toEqual({ kind: 'grow', axis: 'a', by: 1 });
    expect(press('ArrowLeft', 'ctrl', 'shift')).toEqual({ kind: 'grow', axis: 'a', by: -10 });
    expect(press('ArrowUp', 'ctrl')).toEqual({ kind: 'grow', axis: 'b', by: 1 });
    expect(press('ArrowDown', 'ctrl', 'shift')).toEqual({ kind: 'grow', axis: 'b', by: -10 });
  });

  it('draws with O, long scratches with Shift+O, and places with Enter', () => {
    expect(press('KeyO')).toEqual({ kind: 'draw', tool: 'ellipse' });
    expect(press('KeyO', 'shift')).toEqual({ kind: 'draw', tool: 'three-point' });
    expect(press('Enter')).toEqual({ kind: 'place' });
  });

  it('copies, pastes, duplicates, carries over and selects with the keys that other programs have', () => {
    const kinds = ['KeyC', 'KeyV', 'KeyD', 'KeyP', 'KeyA'].map((code) => press(code, 'ctrl')?.kind);
    expect(kinds).toEqual(['copy', 'paste', 'duplicate', 'carry-over', 'select-all']);
    expect(press('Tab')).toEqual({ kind: 'select-step', by: 1 });
    expect(press('Tab', 'shift')).toEqual({ kind: 'select-step', by: -1 });
  });

  it('deletes with Delete and with Backspace', () => {
    expect(press('Delete')).toEqual({ kind: 'delete' });
    expect(press('Backspace')).toEqual({ kind: 'delete' });
  });

  it('keeps Ctrl+0 for the actual size and 0 for the verdict', () => {
    expect(press('Digit0', 'ctrl')).toEqual({ kind: 'actual-size' });
    expect(press('Digit0')).toEqual({ kind: 'verdict', verdict: 'unlabelled' });
  });

  it('leaves keys alone that mean nothing here', () => {
    expect(press('KeyQ')).toBeNull();
    expect(press('KeyG', 'ctrl')).toBeNull();
    expect(press('KeyC', 'ctrl', 'shift')).toBeNull();
    expect(press('KeyD', 'alt')).toBeNull();
  });
});
