import util from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { restoreRemovedUtilFunctions } from '../../src-main/trainer-process/node-shim';

interface Removed {
  isNullOrUndefined?: ((value: unknown) => boolean) | undefined;
  isArray?: ((value: unknown) => boolean) | undefined;
}
const functions: Removed = util;
const original = { ...functions };

afterEach(() => {
  functions.isNullOrUndefined = original.isNullOrUndefined;
  functions.isArray = original.isArray;
});

describe('the functions that Node 23 removed from util', () => {
  it('are there again, with the old meaning', () => {
    delete functions.isNullOrUndefined;
    delete functions.isArray;
    restoreRemovedUtilFunctions();
    expect([null, undefined, 0, '', false].map((v) => functions.isNullOrUndefined?.(v))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect([[], {}, 'a'].map((v) => functions.isArray?.(v))).toEqual([true, false, false]);
  });

  it('stay as they are where Node has them', () => {
    const own = () => false;
    functions.isNullOrUndefined = own;
    restoreRemovedUtilFunctions();
    expect(functions.isNullOrUndefined).toBe(own);
  });
});
