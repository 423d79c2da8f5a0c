import { describe, expect, test } from 'vitest';
import { testLookCounts } from '../../../src-main/database/test-look-queries';
import { confusionCell } from '../../../src-main/services/confusion-cell-service';
import { decideRun } from '../../../src-main/services/evaluation-service';
import { ratesView } from '../../../src-main/services/rates-service';
import { setThresholds, thresholdReadout } from '../../../src-main/services/threshold-service';
import { columnScores, ratesSummary } from '../../../src-shared/evaluation/rates-summary';
import { thresholdOutcome, usualExpectation } from '../../../src-shared/evaluation/threshold';
import { placeByCost } from '../../../src-shared/evaluation/threshold-placing';
import { temporaryProject } from '../temporary-project';
import { scored, storeScoredRun, type ScoredImage } from './scored-run';

const images: readonly ScoredImage[] = [
  scored('validation', true, 0.3),
  scored('validation', false, 0.1, 1),
  scored('validation', true, 0.9, 1),
  scored('test', true, 0.45),
  scored('test', true, 0.2),
  scored('test', true, 0.35),
  scored('test', true, 0.8),
  scored('test', false, 0.6, 1),
  scored('test', false, 0.1, 1),
];

describe('the images of a cell of the confusion', () => {
  test('are those test images, lowest score first, a page at a time, with their patches', async () => {
    const project = await temporaryProject();
    const { id } = await storeScoredRun(project, images);
    // Steel defective (1) decided as Steel ok (0): 0.2, 0.35 and 0.45; the validation image is not among them.
    const cell = { run: id, labelled: 1, decided: 0, limit: 2 };
    const first = await confusionCell(project, { ...cell, offset: 0 });
    expect(first).toMatchObject({ total: 3, offset: 0 });
    expect(first.images.map(({ name }) => name)).toEqual(['4.png', '5.png']);
    expect(first.images[0]).toMatchObject({
      ...{ imageId: 5, texture: 'Steel', defective: true },
      ...{ predictedTexture: 'Steel', predictedDefective: false, trial: 1 },
    });
    expect(first.images[0]?.score).toBeCloseTo(0.2, 7);
    expect(first.images[0]?.patches).toHaveLength(1);
    const rest = await confusionCell(project, { ...cell, offset: 2 });
    expect(rest.images.map(({ name }) => name)).toEqual(['3.png']);
    const none = await confusionCell(project, { ...cell, labelled: 0, decided: 3, offset: 0 });
    expect(none).toEqual({ total: 0, offset: 0, images: [] });
    expect(testLookCounts(project.database)).toMatchObject([{ looks: 1 }]);
  });

  test('are as many as the confusion of evaluate counts', async () => {
    const project = await temporaryProject();
    const { id } = await storeScoredRun(project, images);
    const { confusion } = ratesSummary(await ratesView(project, id));
    for (const [labelled, row] of confusion.entries()) {
      for (const [decided, count] of row.entries()) {
        const page = { run: id, labelled, decided, offset: 0, limit: 500 };
        expect((await confusionCell(project, page)).total).toBe(count);
      }
    }
  });

  test('of an unknown run are refused', async () => {
    const project = await temporaryProject();
    await expect(
      confusionCell(project, { run: 'r9', labelled: 0, decided: 0, offset: 0, limit: 1 }),
    ).rejects.toMatchObject({ failure: { kind: 'not-found' } });
  });
});

describe('what the window counts from the rates of a run', () => {
  test('is what main counts for the command line, placing and readout alike', async () => {
    const project = await temporaryProject();
    const { id } = await storeScoredRun(project, images);
    const set = await setThresholds(project, id, {
      kind: 'by-cost',
      expectation: usualExpectation,
    });
    if (set === null) throw new Error('No thresholds were set.');
    // As it crosses to the window.
    const view = structuredClone(await ratesView(project, id));
    if (view.validation === null) throw new Error('There are no validation images.');
    const validation = columnScores(view.validation, null);
    expect(placeByCost(validation, usualExpectation)).toEqual({
      ...{ lower: set.lower, upper: set.upper },
    });
    const readout = await thresholdReadout(project, await decideRun(project, id), set);
    expect(thresholdOutcome(validation, set, usualExpectation)).toEqual(readout.validation);
    expect(thresholdOutcome(columnScores(view.test, null), set, usualExpectation)).toEqual(
      readout.test,
    );
  });
});
