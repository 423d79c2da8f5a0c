import { describe, expect, test } from 'vitest';
import { plainLook } from '../../../src-shared/labelling/picture-look';
import { lookOfWords, lookText } from '../../../src-main/cli/look-words';

describe('the words of a look', () => {
  test('change what they name, and leave the rest', () => {
    const look = lookOfWords(plainLook, ['brightness=-10', 'range=100-4095']);
    expect(look).toEqual({
      ...plainLook,
      brightness: -10,
      range: { kind: 'window', low: 100, high: 4095 },
    });
    expect(lookOfWords(look, ['gamma=2', 'invert=yes'])).toEqual({
      ...look,
      gamma: 2,
      invert: true,
    });
    expect(lookOfWords(look, ['plain', 'contrast=5'])).toEqual({ ...plainLook, contrast: 5 });
  });

  test('are those that set the look again', () => {
    const look = lookOfWords(plainLook, ['range=stretch', 'gamma=0.5', 'invert=yes']);
    expect(lookText(look)).toBe('range=stretch gamma=0.5 invert=yes');
    expect(lookOfWords(plainLook, lookText(look).split(' '))).toEqual(look);
    expect(lookText(plainLook)).toBe('plain');
  });

  test.each([
    'brightness=101',
    'brightness=',
    'gamma=0',
    'invert=maybe',
    'range=9-9',
    'range=0-65536',
    'range=1-2-x',
    'range=odd',
    'colour=red',
    'bright',
  ])('refuse %s', (word) => {
    const change = (): unknown => lookOfWords(plainLook, [word]);
    expect(change).toThrow('is no look');
  });
});
