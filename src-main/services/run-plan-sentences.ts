import { someNames } from '../../src-shared/sentences/phrases';
import { said, type Said } from '../../src-shared/sentences/sentence';
import type { TrainingPlan } from '../../src-shared/training/training-plan';
import type { LeftOutReason, Selection } from './snapshot-selection';

/** What stands against a plan, and what its user should know. */
export interface PlanSentences {
  readonly problems: readonly Said[];
  readonly remarks: readonly Said[];
}

function leftOutSentence(
  reason: LeftOutReason,
  all: readonly string[],
  { patchSize, imageScale }: TrainingPlan,
): Said {
  const names = someNames(all);
  return reason === 'too-small'
    ? said('planTooSmall', { names, patchSize, imageScale })
    : said('planLeftOut', { names, because: reason });
}

/** Sentences about what a plan leaves out of these images; each counts and names. */
export function leftOutRemarks(selection: Selection, plan: TrainingPlan): readonly Said[] {
  const remarks: Said[] = [];
  for (const [reason, names] of Object.entries(selection.leftOut)) {
    // Object.entries forgets the key type of the closed record.
    if (names.length > 0) remarks.push(leftOutSentence(reason as LeftOutReason, names, plan));
  }
  const { withoutEllipses, emptyTextures } = selection;
  if (withoutEllipses.length > 0) {
    remarks.push(said('planWithoutEllipse', { names: someNames(withoutEllipses) }));
  }
  if (emptyTextures.length > 0) {
    remarks.push(said('planEmptyTextures', { names: someNames(emptyTextures) }));
  }
  return remarks;
}

/** Fewest images of a class with which a split into training and test says anything at all. */
const fewestForSplit = 5;

/** Sentences that stop a start because of the images, and sentences about weak classes. */
export function dataSentences(selection: Selection, plan: TrainingPlan): PlanSentences {
  const { images, textures } = selection;
  if (images.length === 0) {
    const tooSmall = selection.leftOut['too-small'].length;
    const problem: Said =
      tooSmall > 0
        ? said('planPatchTooLarge', { patchSize: plan.patchSize })
        : said('planNothingLabelled');
    return { problems: [problem], remarks: [] };
  }
  const remarks: Said[] = [];
  const trainable = images.filter((image) => !image.defective || image.ellipses.length > 0);
  const classes = new Set(trainable.map((image) => 2 * image.texture + (image.defective ? 1 : 0)));
  textures.forEach((texture, index) => {
    const defective = trainable.filter((image) => image.texture === index && image.defective);
    const ok = images.filter((image) => image.texture === index && !image.defective);
    if (defective.length === 0) {
      remarks.push(said('planNoDefective', { texture }));
    } else if (defective.length < fewestForSplit) {
      remarks.push(said('planFewDefective', { texture, count: defective.length }));
    }
    if (ok.length === 0) {
      remarks.push(said('planNoOk', { texture }));
    } else if (ok.length < fewestForSplit) {
      remarks.push(said('planFewOk', { texture, count: ok.length }));
    }
  });
  return {
    problems: classes.size < 2 ? [said('planOneClass')] : [],
    remarks: [...leftOutRemarks(selection, plan), ...remarks],
  };
}
