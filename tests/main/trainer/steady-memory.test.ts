import { expect, test } from 'vitest';
import { runTrainer } from './run-trainer';
import { steps, temporaryFolder, tinyTeacherPlan, writeTeacherJob } from './tiny-job';

// `npm run test:long` makes 20,000 steps.
const count = Number(process.env['ELLIPSIGHT_STEPS'] ?? 2000);
const seed = 1;
/** MB that resident memory may grow in 1,000 steps. */
const steepest = 1;
/** What garbage that is not collected yet may add to a slope over a few steps only, MB over all of them. */
const uncollected = 20;

/** Slope of the line of least squares through (x, y). */
function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (at: 0 | 1): number =>
    points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const above = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return above / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

test('thousands of steps, evaluations and checkpoints leave tensors and memory as they were', async () => {
  const folder = temporaryFolder();
  writeTeacherJob(folder, {
    ...tinyTeacherPlan,
    architecture: 'vgg16-one-block',
    batchSize: 1,
    optimiser: 'sgd',
    learningRate: 0.001,
    seed,
    iterations: count,
    evaluationInterval: 500,
  });
  const { events, code } = await runTrainer(folder, undefined, undefined, 1);
  expect([code, events.at(-1)]).toEqual([0, { kind: 'done' }]);
  const all = steps(events);
  expect(all).toHaveLength(count);
  const afterWarmUp = all.slice(count / 4);
  const tensors = new Set(afterWarmUp.map((step) => step.tensors));
  const growth = slope(
    afterWarmUp.map(({ iteration, residentBytes }) => [iteration / 1000, residentBytes / 1e6]),
  );
  console.log(
    `${count} steps: ${[...tensors].join(', ')} tensors, resident memory ${growth.toFixed(3)} MB per 1,000 steps (seed ${seed})`,
  );
  // Weights of the best evaluation are kept beside the network from the first evaluation on.
  expect(tensors.size).toBeLessThanOrEqual(2);
  expect(growth).toBeLessThanOrEqual(steepest + uncollected / (count / 1000));
});
