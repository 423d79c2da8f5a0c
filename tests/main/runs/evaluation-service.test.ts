import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { insertRun } from '../../../src-main/database/run-queries';
import {
  decideRun,
  evaluationOf,
  predictionsCsv,
} from '../../../src-main/services/evaluation-service';
import { temporaryProject } from '../temporary-project';
import { storeDecidedRun, type MadeImage } from './decided-run';
import { tinyTeacher } from './tiny-run';

const ok = [0, 0, 0, 0];
/** Classes: 0 Steel ok, 1 Steel defective, 2 Wood ok, 3 Wood defective. */
const images: readonly MadeImage[] = [
  { name: 'steel-1.png', texture: 0, defective: false, patches: [ok, ok] },
  // An overkill in trial 1.
  { name: 'steel, "2".png', texture: 0, defective: false, patches: [[0, 1, 0, 0], ok] },
  // Right in trial 1, an escape in trial 2.
  { name: 'steel-3.png', texture: 0, defective: true, patches: [[1, 0, 0, 0], ok] },
  // The right verdict with the wrong texture in trial 1: wrong, and yet neither escape nor overkill.
  {
    name: 'wood\nö.png',
    texture: 1,
    defective: false,
    patches: [
      [0, 0, 0, 2],
      [2, 2, 2, 2],
    ],
  },
];

describe('the evaluation of a run', () => {
  test('counts and rates of hand-decided images', async () => {
    const project = await temporaryProject();
    const run = await storeDecidedRun(project, ['Steel', 'Wood'], images);
    const evaluation = evaluationOf(await decideRun(project, run));
    expect(evaluation).toMatchObject({
      run,
      kind: 'teacher',
      trials: [
        {
          trial: 1,
          splitSeed: 1,
          iterations: 12,
          convergence: 8,
          accuracy: 0.5,
          textures: [
            {
              texture: 'Steel',
              tp: 1,
              fn: 0,
              tn: 1,
              fp: 1,
              tpr: 1,
              tnr: 0.5,
              escapes: 0,
              overkills: 1,
            },
            {
              texture: 'Wood',
              tp: 0,
              fn: 0,
              tn: 0,
              fp: 1,
              tpr: null,
              tnr: 0,
              escapes: 0,
              overkills: 0,
            },
          ],
        },
        {
          trial: 2,
          accuracy: 0.75,
          textures: [
            {
              texture: 'Steel',
              tp: 0,
              fn: 1,
              tn: 2,
              fp: 0,
              tpr: 0,
              tnr: 1,
              escapes: 1,
              overkills: 0,
            },
            { texture: 'Wood', tn: 1, tpr: null, tnr: 1, escapes: 0, overkills: 0 },
          ],
        },
      ],
    });
    // s of (0.5, 0.75) with n − 1 is 0.25/√2; divided by √2 it is 0.125.
    expect(evaluation.summary.accuracy.mean).toBe(0.625);
    expect(evaluation.summary.accuracy.standardError).toBeCloseTo(0.125, 12);
    expect(evaluation.summary.convergence).toMatchObject({ mean: 8, standardError: 0 });
    // Both trials together: 5 of 8 right, 1 of 2 defects found, 4 of 6 non-defective images passed.
    expect(evaluation.summary.pooled).toMatchObject({
      images: 8,
      accuracy: 5 / 8,
      tpr: 1 / 2,
      tnr: 4 / 6,
      escapes: 1,
      overkills: 1,
    });
    expect(evaluation.summary.textures[1]).toMatchObject({
      texture: 'Wood',
      tpr: { mean: null, standardError: null },
      tnr: { mean: 0.5, standardError: 0.5 },
    });
  });

  test('the CSV is RFC 4180, keeps odd names, and gives the rates again when it is counted by itself', async () => {
    const project = await temporaryProject();
    const run = await storeDecidedRun(project, ['Steel', 'Wood'], images);
    const decided = await decideRun(project, run);
    const text = predictionsCsv(decided);
    expect(text.startsWith('trial,image,sha256,texture,defective,predicted_texture,')).toBe(true);
    expect(text.split('\r\n').at(-1)).toBe('');
    expect(text).toContain('"steel, ""2"".png"');
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(8);
    expect(rows[3]?.['image']).toBe('wood\nö.png');
    expect(rows[1]?.['patches']).toBe('0 1 0 0');
    for (const { trial, accuracy, textures } of evaluationOf(decided).trials) {
      const own = rows.filter((row) => row['trial'] === String(trial));
      const right = own.filter(
        (row) =>
          row['texture'] === row['predicted_texture'] &&
          row['defective'] === row['predicted_defective'],
      );
      expect(right.length / own.length).toBe(accuracy);
      for (const rates of textures) {
        const defective = own.filter(
          (row) => row['texture'] === rates.texture && row['defective'] === '1',
        );
        expect(defective).toHaveLength(rates.tp + rates.fn);
        expect(defective.filter((row) => right.includes(row))).toHaveLength(rates.tp);
      }
    }
  });

  test('scores have nine significant digits: a patch of logits 5, 0, 0, 0 is defective by 2/(e⁵ + 3)', async () => {
    const project = await temporaryProject();
    const run = await storeDecidedRun(project, ['Steel', 'Wood'], images.slice(0, 1));
    const rows = parse(predictionsCsv(await decideRun(project, run)), { columns: true }) as Record<
      string,
      string
    >[];
    expect(rows[0]?.['defect_score']).toBe((2 / (Math.exp(5) + 3)).toPrecision(9));
  });

  test('a run without a finished trial, and one that is not there, fail in one sentence', async () => {
    const project = await temporaryProject();
    const { id } = insertRun(project.database, {
      plan: tinyTeacher(),
      teacherSeq: null,
      now: '2026-01-01T00:00:00.000Z',
    });
    await expect(decideRun(project, id)).rejects.toMatchObject({
      failure: {
        kind: 'not-ready',
        message: `Run ${id} has no finished trial yet; it is preparing.`,
      },
    });
    await expect(decideRun(project, 'nothing')).rejects.toMatchObject({
      failure: { kind: 'not-found' },
    });
  });
});
