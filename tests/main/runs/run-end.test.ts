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

test('a trainer that the system ended says why it probably was, and an exit of its own does not', () => {
  const memory = {
    advice: () => 'A batch of 4 should fit.',
    suspicion: () => 'It held 20 GB of 24 GB.',
  };
  for (const code of [null, 9, 137, 134]) {
    expect(runEnd(null, false, code, memory)).toEqual({
      state: 'interrupted',
      message: 'The trainer process was ended by the system. It held 20 GB of 24 GB.',
    });
  }
  expect(runEnd(null, false, 1, memory).message).toContain('code 1');
  expect(runEnd(null, false, null, { ...memory, suspicion: () => null }).message).toContain(
    'ended from outside',
  );
  expect(runEnd(null, true, null, memory).state).toBe('cancelled');
  const failure = {
    kind: 'out-of-memory',
    message: 'Not enough memory.',
    next: 'Halve it.',
  } as const;
  expect(runEnd({ kind: 'failed', failure }, false, 0, memory).message).toBe(
    'Not enough memory. A batch of 4 should fit.',
  );
});

test('a trainer that was ended because it did not hear a cancel counts as cancelled', () => {
  expect(runEnd(null, true, null).state).toBe('cancelled');
});
