import { ruleSentence, type DecisionRule } from '../../src-shared/deployment/ruled-decision';
import { pixelRule } from '../decoder-process/area-mean';
import type { ChosenTrial } from './chosen-trial';

/** What a model file says about itself, so that it can be used without the bundle. */
export function onnxFacts(
  { run, trial, textures, channels }: ChosenTrial,
  rule: DecisionRule,
): Readonly<Record<string, string>> {
  const { patchSize, imageScale } = run.plan;
  return {
    format: 'ellipsight-onnx',
    run: run.id,
    trial: String(trial.trial),
    snapshot: run.snapshotHash ?? '',
    weightsSha256: trial.modelSha256,
    textures: JSON.stringify(textures),
    classes: 'class = 2 * texture + (1 where defective)',
    channels: channels === 1 ? 'gray' : 'red, green, blue',
    pixels: pixelRule,
    imageScale: String(imageScale),
    patchSize: String(patchSize),
    grid: gridSentence,
    decision: ruleSentence(rule),
  };
}

/** How an image is cut, for people. */
export const gridSentence =
  'n = ceil(size / patch) positions an axis, the i-th at round(i * (size - patch) / (n - 1)) with halves up, row by row';
