import { createHash } from 'node:crypto';
import {
  bundleFiles,
  bundleFormat,
  bundleVersion,
  type BundleManifest,
  type TestVectors,
} from '../../src-shared/deployment/bundle-manifest';
import { logitTolerance } from '../../src-shared/deployment/logit-agreement';
import {
  decideByRule,
  ruleSentence,
  type DecisionRule,
} from '../../src-shared/deployment/ruled-decision';
import { appVersion } from '../app-version';
import { imageByHash } from '../database/image-queries';
import { pixelRule } from '../decoder-process/area-mean';
import { onnxInput, onnxOpset, onnxOutput } from '../decoder-process/deployment/onnx-names';
import type { WrittenModel } from '../decoder-process/deployment/write-model';
import { storedImagePath } from '../decoder-process/image-paths';
import type { ExportFolder } from '../services/export-folder';
import { fileSha256 } from '../services/placed-file';
import { imagesFolder, type OpenProject } from '../services/project-service';
import type { ChosenTrial, TestImage } from './chosen-trial';
import { licencesText } from './licences-text';
import { modelCard } from './model-card';
import { gridSentence } from './onnx-facts';
import type { Verification } from './verify-onnx';

export interface BundleParts {
  readonly written: WrittenModel;
  readonly verification: Verification;
  readonly rule: DecisionRule;
}

/** Test images of one class that come along with their logits. */
const vectorsOfClass = 1;

/** Writes all of a bundle but its model, which lies in the folder already. */
export async function writeBundle(
  project: OpenProject,
  chosen: ChosenTrial,
  folder: ExportFolder,
  parts: BundleParts,
): Promise<void> {
  const hashes = new Map<string, string>([[bundleFiles.model, parts.written.sha256]]);
  const text = async (name: string, content: string): Promise<void> => {
    await folder.text(name, [content]);
    hashes.set(name, createHash('sha256').update(content, 'utf8').digest('hex'));
  };
  const manifest = manifestOf(project, chosen, parts);
  await text(bundleFiles.manifest, `${JSON.stringify(manifest, null, 2)}\n`);
  const vectors: TestVectors['vectors'][number][] = [];
  for (const image of vectorImages(chosen)) {
    const stored = imageByHash(project.database, image.sha256);
    if (stored === null) continue;
    const source = storedImagePath(imagesFolder(project), image.sha256, stored.format);
    const name = `test-vectors/${image.sha256.slice(0, 16)}${source.slice(source.lastIndexOf('.'))}`;
    hashes.set(name, await fileSha256(await folder.copy(source, name)));
    const { texture, defective, score } = decideByRule(image.logits, parts.rule);
    vectors.push({
      image: name,
      sha256: image.sha256,
      texture: chosen.textures[texture] ?? '',
      defective,
      score,
      logits: image.logits,
    });
  }
  await text(bundleFiles.vectors, `${JSON.stringify({ vectors }, null, 1)}\n`);
  await text(bundleFiles.card, modelCard(chosen, manifest));
  await text(bundleFiles.licences, licencesText(project, chosen));
  await folder.text(
    bundleFiles.hashes,
    [...hashes].map(([name, sha256]) => `${sha256}  ${name}\n`),
  );
}

/** The first test images of each class, as labelled, in snapshot order. */
function vectorImages({ test, textures }: ChosenTrial): readonly TestImage[] {
  return textures.flatMap((_name, texture) =>
    [false, true].flatMap((defective) =>
      test
        .filter((image) => image.texture === texture && image.defective === defective)
        .slice(0, vectorsOfClass),
    ),
  );
}

function manifestOf(
  project: OpenProject,
  { run, trial, textures, channels }: ChosenTrial,
  { written, verification, rule }: BundleParts,
): BundleManifest {
  const { plan } = run;
  return {
    format: bundleFormat,
    version: bundleVersion,
    program: { name: 'Ellipsight', version: appVersion(__dirname) },
    exportedAt: project.now().toISOString(),
    run: {
      id: run.id,
      kind: run.kind,
      trial: trial.trial,
      architecture: plan.architecture,
      filters: plan.kind === 'student' ? [...plan.filters] : null,
      snapshotHash: run.snapshotHash ?? '',
      weightsSha256: trial.modelSha256,
    },
    model: {
      file: bundleFiles.model,
      sha256: written.sha256,
      bytes: written.bytes,
      parameters: written.parameters,
      opset: onnxOpset,
      input: {
        name: onnxInput,
        type: 'uint8',
        shape: ['N', channels, plan.patchSize, plan.patchSize],
        channels: channels === 1 ? 'gray' : 'red, green, blue',
      },
      output: {
        name: onnxOutput,
        type: 'float32',
        classes: textures.flatMap((name) => [`${name} ok`, `${name} defective`]),
      },
      means: [...written.means],
    },
    preprocessing: { rule: pixelRule, imageScale: plan.imageScale, steps: steps(channels) },
    grid: { patchSize: plan.patchSize, rule: gridSentence },
    textures: [...textures],
    decision: { rule, sentence: ruleSentence(rule) },
    verification: {
      runtime: written.runtime,
      images: verification.images,
      patches: verification.patches,
      largestDifference: verification.largestDifference,
      tolerance: logitTolerance,
      decisionsEqual: true,
      missing: verification.missing,
    },
  };
}

function steps(channels: 1 | 3): string[] {
  return [
    'Decode, turn upright as EXIF says, drop alpha; colour profiles are not applied.',
    '16-bit samples count v / 257.',
    channels === 1
      ? 'Colour becomes gray by the mean of its three channels.'
      : 'Gray is repeated in all three channels; the order is red, green, blue.',
    'Shrink by imageScale: size = round(size * imageScale), each pixel the mean of the area that it covers.',
    'Round once, at the end, halves up, to bytes of 0 to 255.',
    'Cut the grid of patches; an image smaller than a patch cannot be decided.',
    'Feed the bytes as they are: means and divisors are inside the graph.',
  ];
}
