import { expect, test } from 'vitest';
import { textureRates } from '../../../src-shared/evaluation/texture-rates';
import { evaluationSummary } from '../../../src-shared/evaluation/trial-summary';
import type { Evaluation } from '../../../src-shared/ipc/run-views';
import { english } from '../../../src-shared/sentences/english';
import { headline } from '../../../src-main/reports/headline';
import { iterationsText, meanText, percentText } from '../../../src-main/reports/rate-text';

function decided(texture: number, defective: boolean, predictedDefective: boolean) {
  return { texture, defective, predictedTexture: texture, predictedDefective };
}

function evaluationOf(labels: readonly ReturnType<typeof decided>[]): Evaluation {
  const right = labels.filter((label) => label.defective === label.predictedDefective).length;
  const trials = [
    {
      trial: 1,
      splitSeed: 1,
      iterations: 1,
      convergence: 1,
      accuracy: right / labels.length,
      textures: textureRates(['Steel', 'Wood'], labels),
    },
  ];
  return { run: 'r0001-teacher', kind: 'teacher', trials, summary: evaluationSummary(trials) };
}

test('the headline counts escapes and overkills and names the weakest texture', () => {
  const labels = [
    decided(0, true, true),
    decided(0, true, false),
    decided(0, false, false),
    decided(1, false, true),
    decided(1, false, false),
    decided(1, false, false),
    decided(1, false, false),
    decided(1, true, true),
  ];
  expect(english(headline(evaluationOf(labels)))).toBe(
    'The teacher decides 75.0 % of the test images right: 1 of 3 defects escaped and 1 of 5 good parts were called defective; it is weakest on Steel, with a TPR of 50.0 %.',
  );
});

test('without a wrong decision no texture is called weak', () => {
  const text = english(headline(evaluationOf([decided(0, true, true), decided(1, false, false)])));
  expect(text).toContain('100.0 % of the test images');
  expect(text).not.toContain('weakest');
});

test('rates are said with their error where there is one, and as a dash where there is nothing', () => {
  expect(percentText(0.98765)).toBe('98.8 %');
  expect(percentText(null)).toBe('–');
  expect(meanText({ mean: 0.98, standardError: 0.018 })).toBe('98.0 ± 1.8 %');
  expect(iterationsText({ mean: 2241.6, standardError: 94.7 })).toBe('2,242 ± 95');
  expect(iterationsText({ mean: 350, standardError: null })).toBe('350');
  expect(meanText({ mean: 1, standardError: null })).toBe('100.0 %');
  expect(meanText({ mean: null, standardError: null })).toBe('–');
});
