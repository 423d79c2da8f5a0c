import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ellipseContains } from '../../../src-shared/labelling/ellipse';
import type { ImageEvidence } from '../../../src-shared/training/image-evidence';
import type { EvidenceJob, TrialResult } from '../../../src-shared/training/trainer-job';
import { architectureNamed } from '../../../src-main/trainer-process/architectures/all-architectures';
import {
  liveTensors,
  tensorOf,
  valuesOf,
} from '../../../src-main/trainer-process/kernels/tensorflow';
import { Network } from '../../../src-main/trainer-process/network';
import { runJob } from '../../../src-main/trainer-process/run-job';
import { heInitialisation } from '../../../src-main/trainer-process/weights/initialise';
import { recordingContext, temporaryFolder, tinyTeacherPlan, writeTeacherJob } from './tiny-job';

test('the gradient of the input is that of differences, to a fiftieth, and leaves no tensor behind', () => {
  const layers = architectureNamed('student').layers({ classes: 4, filters: [2, 2, 2, 2, 3] });
  const shape = [32, 32, 3];
  const network = new Network(layers, shape, (name, own, fanIn) =>
    heInitialisation(5, 0, name, own, fanIn),
  );
  const input = Float32Array.from({ length: 32 * 32 * 3 }, (_, at) => 60 * Math.sin(at * 0.37));
  const logit = (values: Float32Array): number => {
    const tensor = tensorOf(values, [1, ...shape]);
    const output = network.forward(tensor);
    const [, , , wanted = NaN] = valuesOf(output);
    output.dispose();
    tensor.dispose();
    return wanted;
  };
  const before = liveTensors();
  const tensor = tensorOf(input, [1, ...shape]);
  const gradient = network.inputGradient(tensor, () =>
    tensorOf(Float32Array.of(0, 0, 0, 1), [1, 4]),
  );
  const computed = valuesOf(gradient);
  gradient.dispose();
  tensor.dispose();
  expect(liveTensors()).toBe(before);
  const largest = computed.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(largest).toBeGreaterThan(0);
  for (const at of [0, 517, 1500, 2047, 3071]) {
    const step = 0.25;
    const up = logit(input.map((value, i) => (i === at ? value + step : value)));
    const down = logit(input.map((value, i) => (i === at ? value - step : value)));
    const difference = (up - down) / (2 * step);
    expect(Math.abs((computed[at] ?? NaN) - difference)).toBeLessThan(largest / 50);
  }
  network.dispose();
});

test('a model shows where it sees the disc that it learned, and proposes an ellipse there', async () => {
  const folder = temporaryFolder();
  const { images, pixels, textures, plan } = writeTeacherJob(folder, {
    ...tinyTeacherPlan,
    iterations: 60,
  });
  await runJob(recordingContext(folder));
  const trained: TrialResult = JSON.parse(
    readFileSync(join(folder, 'trial-1/result.json'), 'utf8'),
  );
  const tested = trained.test.flatMap(({ image }) => images[image] ?? []);
  const small = { ...tested[0], width: 15, height: 100, name: 'small' };
  const job = {
    ...{ kind: 'evidence', formatVersion: 1, run: 'tiny', textures, pixels, plan },
    images: [...tested, small],
    model: trained.model,
  } as EvidenceJob;
  writeFileSync(join(folder, 'job.json'), JSON.stringify(job));
  const context = recordingContext(folder);
  const before = liveTensors();
  await runJob(context);
  expect(context.events.at(-1)).toEqual({ kind: 'done' });
  expect(liveTensors()).toBe(before);
  expect(existsSync(join(folder, `evidence-${tested.length}.json`))).toBe(false);

  const read = (at: number): ImageEvidence =>
    JSON.parse(readFileSync(join(folder, `evidence-${at}.json`), 'utf8'));
  let hits = 0;
  let defective = 0;
  tested.forEach((image, at) => {
    const evidence = read(at);
    expect(evidence).toMatchObject({ width: 40, height: 40, formatVersion: 1 });
    // 40 pixels in patches of 16: three by three.
    expect(evidence.patches).toHaveLength(9);
    expect(evidence.score).toBeCloseTo(Math.max(...evidence.patches.map(({ score }) => score)), 9);
    const bytes = Buffer.from(evidence.map.values, 'base64');
    expect(bytes.length).toBe(4 * evidence.map.rows * evidence.map.columns);
    if (!evidence.defective) expect(evidence.proposals).toEqual([]);
    if (!image.defective || !evidence.defective) return;
    defective += 1;
    const [first] = evidence.proposals;
    if (first !== undefined && ellipseContains(first.shape, 20, 20)) hits += 1;
  });
  expect(defective).toBeGreaterThan(0);
  expect(hits).toBe(defective);
});
