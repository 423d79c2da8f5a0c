import { expect, test } from 'vitest';
import { runEnd } from '../../../src-main/services/run-end';

test('an end that the trainer announced is taken at its word', () => {
  expect(runEnd({ kind: 'done' }, false, 0)).toEqual({ state: 'done', message: null });
  expect(runEnd({ kind: 'cancelled' }, true, 0).state).toBe('cancelled');
  const failure = {
    kind: 'training-diverged',
    message: 'Loss is NaN.',
    next: 'Halve it.',
  } as const;
  expect(runEnd({ kind: 'failed', failure }, false, 0)).toEqual({
    state: 'failed',
    message: 'Loss is NaN. Halve it.',
  });
});

test('any exit without a word is a crash, also with code 0, and can be resumed', () => {
  for (const code of [0, 1, 139, null]) {
    expect(runEnd(null, false, code).state).toBe('interrupted');
  }
  expect(runEnd(null, false, 7).message).toContain('code 7');
});

test('a trainer that was ended because it did not hear a cancel counts as cancelled', () => {
  expect(runEnd(null, true, null).state).toBe('cancelled');
});
