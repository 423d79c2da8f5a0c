import { describe, expect, test } from 'vitest';
import { eventsAfter } from '../../../src-main/database/event-queries';
import { testLookCounts } from '../../../src-main/database/test-look-queries';
import { chosenTrial } from '../../../src-main/deployment/chosen-trial';
import { decideRun } from '../../../src-main/services/evaluation-service';
import { ratesView } from '../../../src-main/services/rates-service';
import { reportView } from '../../../src-main/services/report-service';
import {
  setThresholds,
  thresholdReadout,
  thresholdsOf,
} from '../../../src-main/services/threshold-service';
import { verifyProject } from '../../../src-main/services/verify-service';
import { ratesSummary } from '../../../src-shared/evaluation/rates-summary';
import { usualExpectation } from '../../../src-shared/evaluation/threshold';
import { english } from '../../../src-shared/sentences/english';
import { reopened, temporaryProject } from '../temporary-project';
import { scored, storeScoredRun, type ScoredImage } from './scored-run';

const images: readonly ScoredImage[] = [
  scored('validation', false, 0.1),
  scored('validation', false, 0.2, 1),
  scored('validation', true, 0.6),
  scored('validation', true, 0.9, 1),
  scored('test', false, 0.1),
  scored('test', false, 0.45),
  scored('test', true, 0.3),
  scored('test', true, 0.8, 1),
];

const byCost = { kind: 'by-cost', expectation: usualExpectation } as const;

describe('the thresholds of a run', () => {
  test('are placed on validation without a look at the test side, kept with who and when, and told of in the history', async () => {
    const project = await temporaryProject();
    const { id } = await storeScoredRun(project, images);
    const before = eventsAfter(project.database, 0, 1000).length;
    expect(thresholdsOf(project, id)).toBeNull();
    expect(chosenTrial(project, id, 1).rule).toEqual({ kind: 'any-defective-patch' });
    const set = await setThresholds(project, id, byCost);
    // Between 0.2 and 0.6.
    expect(set).toMatchObject({ placed: 'by-cost', who: 'tester', expectation: usualExpectation });
    expect(set?.lower).toBeCloseTo(0.4, 6);
    expect(set?.upper).toBe(set?.lower);
    expect(testLookCounts(project.database)).toEqual([]);
    expect(chosenTrial(project, id, 1).rule).toEqual({
      ...{ kind: 'thresholds', lower: set?.lower, upper: set?.upper },
    });
    // The same again is no change.
    expect(await setThresholds(project, id, byCost)).toEqual(set);
    const events = eventsAfter(project.database, before, 1000);
    expect(events).toMatchObject([{ kind: 'run.thresholds', who: 'tester' }]);
    expect(JSON.parse(events[0]?.new ?? '')).toEqual({ run: id, thresholds: set });
    expect((await verifyProject(project)).findings.filter((one) => one.kind === 'history')).toEqual(
      [],
    );
    const again = await reopened(project);
    expect(thresholdsOf(again, id)).toEqual(set);
    expect(await setThresholds(again, id, { kind: 'none' })).toBeNull();
    expect(thresholdsOf(again, id)).toBeNull();
    expect(eventsAfter(again.database, before, 1000)).toHaveLength(2);
  });

  test('are read out on the images they were set on and on the test side, and named in the report', async () => {
    const project = await temporaryProject();
    const { id } = await storeScoredRun(project, images);
    const set = await setThresholds(project, id, byCost);
    if (set === null) throw new Error('No thresholds were set.');
    const readout = await thresholdReadout(project, await decideRun(project, id), set);
    expect(readout.validation?.parts).toEqual({
      ...{ escapes: 0, overkills: 0, inspected: 0, costPerPart: 0 },
    });
    // Of two defects one lies below 0.4, of two good parts one above: 100 / 2 and 9,900 / 2.
    expect(readout.test.parts?.escapes).toBeCloseTo(50, 9);
    expect(readout.test.parts?.overkills).toBeCloseTo(4950, 9);
    expect(english((await reportView(project, id)).rule)).toMatch(
      /^In use, thresholds decide\. A part is ok below a defect score of 0\.4, and defective from it on\. Set by tester/,
    );
  });

  test('by hand are taken as they are, and refused where they cannot be', async () => {
    const project = await temporaryProject();
    const { id } = await storeScoredRun(project, images);
    const hand = (lower: number, upper: number) =>
      setThresholds(project, id, {
        ...{ kind: 'by-hand', pair: { lower, upper }, expectation: usualExpectation },
      });
    expect(await hand(0.125, 0.75)).toMatchObject({ lower: 0.125, upper: 0.75, placed: 'by-hand' });
    await expect(hand(0.8, 0.7)).rejects.toMatchObject({ failure: { kind: 'wrong-use' } });
    await expect(hand(-0.1, 0.7)).rejects.toMatchObject({ failure: { kind: 'wrong-use' } });
    expect(thresholdsOf(project, id)).toMatchObject({ lower: 0.125, upper: 0.75 });
  });

  test('need validation images of both kinds to be placed by cost', async () => {
    const project = await temporaryProject();
    const good = images.filter((one) => one.side === 'test' || !one.defective);
    const { id } = await storeScoredRun(project, good);
    await expect(setThresholds(project, id, byCost)).rejects.toMatchObject({
      failure: {
        kind: 'not-ready',
        message: expect.stringContaining('decided 0 defective and 2 good ones') as string,
      },
    });
  });
});

describe('the rates of a run', () => {
  test('are counted from both sides, with intervals, areas and confusion', async () => {
    const project = await temporaryProject();
    const { id } = await storeScoredRun(project, images);
    const rates = await ratesView(project, id);
    expect(rates).toMatchObject({ run: id, textures: ['Steel', 'Wood'], trials: 1 });
    expect(rates.validation?.defective).toEqual([false, false, true, true]);
    expect(rates.test.scores[1]).toBeCloseTo(0.45, 7);
    const summary = ratesSummary(rates);
    // Of Steel's one defect and two good images: 0.3 beats 0.1 alone.
    expect(summary.textures[0]).toMatchObject({
      rocArea: 0.5,
      tpr: { right: 0, all: 1, tooFew: true },
    });
    // 0.3 beats 0.1, 0.8 beats both.
    expect(summary.rocArea).toBe(0.75);
    expect(summary.textures[1]).toMatchObject({ rocArea: null, tnr: { rate: null } });
    // The defect of 0.3 was decided ok, all others by their side of 0.5.
    expect(summary.confusion).toEqual([
      [2, 0, 0, 0],
      [1, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 1],
    ]);
  });
});
