import { describe, expect, test } from 'vitest';
import { RunPace } from '../../../src-main/services/run-pace';

function step(trial: number, iteration: number) {
  return {
    kind: 'step',
    trial,
    iteration,
    loss: 1 / iteration,
    learningRate: 0.001,
    patchesPerSecond: 40,
    residentBytes: 1000,
    tensors: 5,
  } as const;
}

function startedPace(trials: number): RunPace {
  const pace = new RunPace({
    run: 'r0001-teacher',
    trials,
    iterations: 100,
    trialsDone: 0,
    device: null,
    now: 0,
  });
  pace.setState('running');
  return pace;
}

describe('the pace of a run', () => {
  test('the remaining time is unknown until two steps are timed', () => {
    const pace = startedPace(1);
    expect(pace.progress(0)).toMatchObject({ remainingSeconds: null, finishesAt: null });
    pace.accept(step(1, 1), 5_000);
    expect(pace.progress(5_000).remainingSeconds).toBeNull();
  });

  test('one trial: 10 steps in 20 s leave 89 steps of 2 s, and name the clock time of the end', () => {
    const pace = startedPace(1);
    pace.accept(step(1, 1), 5_000);
    pace.accept(step(1, 11), 25_000);
    const progress = pace.progress(25_000);
    expect(progress.remainingSeconds).toBe(178);
    expect(progress.finishesAt).toBe(new Date(203_000).toISOString());
    expect(progress.iteration).toBe(11);
  });

  test('further trials cost their preparation and all their steps: 178 s, and 5 s and 200 s for the second', () => {
    const pace = startedPace(2);
    pace.accept(step(1, 1), 5_000);
    pace.accept(step(1, 11), 25_000);
    expect(pace.progress(25_000).remainingSeconds).toBe(178 + 205);
  });

  test('between two trials the next one is counted whole', () => {
    const pace = startedPace(2);
    pace.accept(step(1, 1), 5_000);
    pace.accept(step(1, 11), 25_000);
    pace.accept({ kind: 'trial-done', trial: 1 }, 30_000);
    expect(pace.progress(30_000)).toMatchObject({ remainingSeconds: 205, fraction: 0.5 });
  });

  test('after the last step it is the decision of the images that is left: 4 s for a quarter leave 12 s', () => {
    const pace = startedPace(1);
    pace.accept(step(1, 1), 5_000);
    pace.accept(step(1, 100), 203_000);
    const evaluating = { kind: 'phase', trial: 1, phase: 'evaluating', total: 8 } as const;
    pace.accept({ ...evaluating, done: 0 }, 204_000);
    pace.accept({ ...evaluating, done: 2 }, 208_000);
    const progress = pace.progress(208_000);
    expect(progress.remainingSeconds).toBe(12);
    expect(progress.fraction).toBeCloseTo(0.9 + 0.1 / 4, 12);
  });

  test('the fraction never falls, and ends at 1 only when the run is done', () => {
    const pace = startedPace(1);
    const events = [
      { kind: 'phase', trial: 1, phase: 'reading', done: 1, total: 2 },
      { kind: 'phase', trial: 1, phase: 'caching-features', done: 3, total: 4 },
      step(1, 1),
      step(1, 50),
      { kind: 'phase', trial: 1, phase: 'evaluating', done: 0, total: 9 },
      step(1, 100),
      { kind: 'trial-done', trial: 1 },
    ] as const;
    const fractions = events.map((event, index) => {
      pace.accept(event, index * 1000);
      return pace.progress(index * 1000).fraction;
    });
    expect(fractions).toEqual([...fractions].sort((one, other) => one - other));
    pace.setState('done');
    expect(pace.progress(9_000).fraction).toBe(1);
  });
});
