import { describe, expect, it } from 'vitest';
import { correctionsOf } from '../../../src-main/cli/correction-options';
import { noCorrections } from '../../../src-shared/dataset/import-corrections';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';

const none = { rename: [], verdict: [] };

describe('the options that correct an import', () => {
  it('are the corrections that the window would send', () => {
    expect(correctionsOf(none)).toEqual(noCorrections);
    expect(
      correctionsOf({
        rename: ['Class1=felt', 'a=b=tin'],
        verdict: ['good=ok', 'broken glass=unsure'],
        groupPattern: 'lot(\\d+)',
      }),
    ).toEqual({
      renames: [
        { from: 'Class1', to: 'felt' },
        { from: 'a=b', to: 'tin' },
      ],
      verdicts: [
        { name: 'good', verdict: 'ok' },
        { name: 'broken glass', verdict: 'unsure' },
      ],
      groups: { kind: 'pattern', pattern: 'lot(\\d+)' },
    });
    expect(correctionsOf({ ...none, groups: 'lots.csv' }).groups).toEqual({
      kind: 'csv',
      file: 'lots.csv',
    });
  });

  it.each([
    [{ ...none, rename: ['felt'] }, /--rename takes two names/],
    [{ ...none, rename: ['=felt'] }, /--rename takes two names/],
    [{ ...none, verdict: ['good=fine'] }, /verdicts.0.verdict/],
    [{ ...none, rename: [`a=${'x'.repeat(201)}`] }, /renames.0.to/],
    [{ ...none, groupPattern: 'a(b)', groups: 'lots.csv' }, /not from both/],
  ])('are refused as wrong use where they cannot be used: %o', (options, words) => {
    const refuse = (): unknown => correctionsOf(options);
    expect(refuse).toThrow(words);
    expect(refuse).toThrow(ExpectedFailure);
  });
});
