import type { BundleManifest } from '../../src-shared/deployment/bundle-manifest';
import { decideByRule } from '../../src-shared/deployment/ruled-decision';
import { accuracy, textureRates } from '../../src-shared/evaluation/texture-rates';
import { countText, percentText } from '../reports/rate-text';
import type { ChosenTrial } from './chosen-trial';

/** What a person should know before a model is put to use: what it decides, how well it did, and what it was not tried on. */
export function modelCard(
  { run, trial, textures, test }: ChosenTrial,
  manifest: BundleManifest,
): string {
  const labels = test.map(({ texture, defective, logits }) => {
    const decision = decideByRule(logits, manifest.decision.rule);
    return {
      texture,
      defective,
      predictedTexture: decision.texture,
      predictedDefective: decision.defective,
    };
  });
  const rows = textureRates(textures, labels).map(
    ({ texture, tp, fn, tn, fp, tpr, tnr, escapes, overkills }) =>
      `| ${texture} | ${percentText(tpr)} (${tp} of ${tp + fn}) | ${percentText(tnr)} (${tn} of ${tn + fp}) | ${escapes} | ${overkills} |`,
  );
  const { model, preprocessing, grid, verification, decision } = manifest;
  return `# Model card

**What it decides.** Whether a surface of one of these textures is defective: ${textures.join(', ')}. ${decision.sentence}

**What it is.** ${run.kind === 'student' ? 'A student' : 'A teacher'} of architecture ${manifest.run.architecture}${manifest.run.filters === null ? '' : ` with filters ${manifest.run.filters.join(', ')}`}, ${model.parameters.toLocaleString('en')} numbers, trial ${trial.trial} of run ${run.id}; data snapshot ${manifest.run.snapshotHash}.

**How well it did**, on ${countText(test.length, 'image')} of its test side, which it was not trained on; accuracy ${percentText(accuracy(labels))}. Right means texture and verdict.

| texture | TPR | TNR | escapes | overkills |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

**What it needs.** Images like those that it was trained on: same camera, light and distance. Patches are ${grid.patchSize} pixels after the image is scaled by ${preprocessing.imageScale}; ${model.input.channels}.

**What it cannot do.** A texture that is not listed is decided as one that is. Kinds of defects that were not among the training images may be missed. One trial's figures say little where a texture has few defective test images.

**That it is what was trained.** ${verification.runtime} computed ${countText(verification.images, 'test image')} (${verification.patches} patches) at export: largest difference of a logit ${verification.largestDifference.toExponential(1)} of max(1, |z|), all decisions the same.${verification.missing === 0 ? '' : ` ${countText(verification.missing, 'test image')} could not be checked: no longer in the project.`} \`${'sha256sum -c SHA256SUMS'}\` checks the files.
`;
}
