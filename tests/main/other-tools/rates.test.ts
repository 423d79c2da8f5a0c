import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import {
  decideRun,
  evaluationOf,
  predictionsCsv,
} from '../../../src-main/services/evaluation-service';
import { ratesOf } from '../../../src-main/services/rates-service';
import { setThresholds, thresholdReadout } from '../../../src-main/services/threshold-service';
import { rateInterval } from '../../../src-shared/evaluation/rate-interval';
import { ratesSummary } from '../../../src-shared/evaluation/rates-summary';
import { usualExpectation } from '../../../src-shared/evaluation/threshold';
import { storeScoredRun, type ScoredImage } from '../runs/scored-run';
import { temporaryFolder, temporaryProject } from '../temporary-project';

// Needs a Python with SciPy and scikit-learn: ELLIPSIGHT_PYTHON=…/bin/python; see docs/file-formats.md.
const python = process.env['ELLIPSIGHT_PYTHON'] ?? '';

function whyNot(): string | null {
  if (python === '') return 'ELLIPSIGHT_PYTHON names no Python';
  try {
    execFileSync(python, ['-c', 'import numpy, scipy, sklearn'], { stdio: 'ignore' });
    return null;
  } catch {
    return `${python} lacks numpy, scipy or scikit-learn`;
  }
}

const missing = whyNot();
const scripts = join(import.meta.dirname, '../../../scripts');

/** Scores that overlap, tie, and crowd at both ends beyond what nine digits tell apart. */
function madeImages(): readonly ScoredImage[] {
  return Array.from({ length: 400 }, (_entry, index): ScoredImage => {
    const defective = index % 7 === 0;
    const place = ((index * 37) % 101) / 101 - 0.5;
    const odds = 9 * place + (defective ? 6 : -6);
    const score = index % 11 === 0 ? 0.5 : 1 / (1 + Math.exp(-3 * odds));
    return {
      side: index % 5 === 0 ? 'validation' : 'test',
      texture: index % 2,
      defective,
      score: Math.min(1 - 1e-15, score),
    };
  });
}

describe.skipIf(missing !== null)(`rates counted again (${missing ?? python})`, () => {
  test('by scikit-learn and SciPy from the predictions CSV agree to 1e-9', async () => {
    const project = await temporaryProject();
    const { id } = await storeScoredRun(project, madeImages());
    const thresholds = await setThresholds(project, id, {
      kind: 'by-cost',
      expectation: usualExpectation,
    });
    if (thresholds === null) throw new Error('No thresholds were set.');
    const decided = await decideRun(project, id);
    const folder = temporaryFolder();
    const write = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const rates = ratesSummary(await ratesOf(project, decided));
    const { test: outcome } = await thresholdReadout(project, decided, thresholds);
    const files = [
      write('predictions.csv', predictionsCsv(decided)),
      write('evaluate.json', JSON.stringify({ ...evaluationOf(decided), rates })),
      write('thresholds.json', JSON.stringify({ thresholds, test: outcome })),
    ];
    const said = execFileSync(python, [join(scripts, 'recompute_rates.py'), ...files], {
      encoding: 'utf8',
    });
    expect(JSON.parse(said)).toMatchObject({ agree: true, decisions: 320 });
  });

  test('as intervals agree to 1e-9 from one image to ten thousand, at none and all', () => {
    const cases = [1, 2, 3, 20, 35, 75, 132, 200, 999, 10_000].flatMap((all) =>
      [0, 1, 2, all >> 2, all >> 1, all - 2, all - 1, all].flatMap((right) =>
        right >= 0 && right <= all ? [{ right, all, interval: rateInterval(right, all) }] : [],
      ),
    );
    const said = execFileSync(
      python,
      [
        '-c',
        `import json, sys; sys.path.insert(0, ${JSON.stringify(scripts)})
from recompute_rates import interval
pairs = [(c["interval"], interval(c["right"], c["all"])) for c in json.load(sys.stdin)]
print(max(max(abs(o["lower"] - t[0]), abs(o["upper"] - t[1])) for o, t in pairs))`,
      ],
      { input: JSON.stringify(cases), encoding: 'utf8' },
    );
    expect(Number(said)).toBeLessThanOrEqual(1e-9);
  });
});
