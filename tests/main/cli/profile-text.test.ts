import { expect, test } from 'vitest';
import { profileText } from '../../../src-main/cli/profile-text';

const timing = { name: 'student-step-b32', ms: { min: 49, median: 50, max: 51 }, runs: 2 };

test('a profile lists the large operations by the run and sums up the small ones', () => {
  // 100 ms over 2 runs; below 0.5 ms in all an operation is small.
  const text = profileText({
    ...timing,
    operations: [
      { operation: 'Conv2D', inputs: '32×8×8×3, 3×3×3×4', calls: 4, ms: 99.2 },
      { operation: 'Relu', inputs: '32×8×8×4', calls: 2, ms: 0.4 },
      { operation: 'Reshape', inputs: '32×4', calls: 6, ms: 0.4 },
    ],
  });
  const rows = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s{2,}/));
  expect(rows[0]).toEqual(['student-step-b32', 'inputs', 'calls', 'ms a run', 'share']);
  expect(rows[1]).toEqual(['Conv2D', '32×8×8×3, 3×3×3×4', '2', '49.6', '99.2 %']);
  expect(rows[2]).toEqual(['2 others', '4', '0.400', '0.8 %']);
  expect(rows).toHaveLength(3);
});

test('a benchmark whose operations nobody counted has no profile', () => {
  expect(profileText(timing)).toBe('');
});
