import type { TrainingPlan } from '../../src-shared/training/training-plan';
import type { LeftOutReason, Selection } from './snapshot-selection';

/** Names shown of a list before "and N more". */
const namesShown = 3;

/** "a.png, b.png, c.png and 9 more". */
export function nameSome(names: readonly string[]): string {
  const shown = names.slice(0, namesShown).join(', ');
  const more = names.length - namesShown;
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/** "1 image", "12 images". */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function leftOutSentence(
  reason: LeftOutReason,
  names: readonly string[],
  plan: TrainingPlan,
): string {
  const subject = `${countOf(names.length, 'image')} ${names.length === 1 ? 'is' : 'are'} left out`;
  const because: Readonly<Record<LeftOutReason, string>> = {
    unlabelled: 'without a label',
    unsure: 'marked unsure',
    disputed: 'disputed',
    'too-small': `smaller than a patch of ${plan.patchSize} pixels${
      plan.imageScale < 1 ? ` once scaled by ${plan.imageScale}` : ''
    }`,
  };
  return `${subject}, ${because[reason]}: ${nameSome(names)}.`;
}

/** Sentences about what a plan leaves out of these images; each counts and names. */
export function leftOutRemarks(selection: Selection, plan: TrainingPlan): readonly string[] {
  const remarks: string[] = [];
  for (const [reason, names] of Object.entries(selection.leftOut)) {
    // Object.entries forgets the key type of the closed record.
    if (names.length > 0) remarks.push(leftOutSentence(reason as LeftOutReason, names, plan));
  }
  const without = selection.withoutEllipses;
  if (without.length > 0) {
    remarks.push(
      `${countOf(without.length, 'defective image')} without an ellipse ${
        without.length === 1 ? 'gives' : 'give'
      } no training patch: ${nameSome(without)}.`,
    );
  }
  if (selection.emptyTextures.length > 0) {
    remarks.push(
      `${countOf(selection.emptyTextures.length, 'texture')} without a usable image ${
        selection.emptyTextures.length === 1 ? 'takes' : 'take'
      } no part: ${nameSome(selection.emptyTextures)}.`,
    );
  }
  return remarks;
}

/** Fewest images of a class with which a split into training and test says anything at all. */
const fewestForSplit = 5;

/** Sentences that stop a start because of the images, and sentences about weak classes. */
export function dataSentences(
  selection: Selection,
  plan: TrainingPlan,
): { readonly problems: readonly string[]; readonly remarks: readonly string[] } {
  const problems: string[] = [];
  const remarks: string[] = [];
  const { images, textures } = selection;
  if (images.length === 0) {
    const tooSmall = selection.leftOut['too-small'].length;
    problems.push(
      tooSmall > 0
        ? `No labelled image is as large as a patch of ${plan.patchSize} pixels; choose a smaller patch.`
        : 'The project has no image labelled ok or defective; label some, or import labels.',
    );
    return { problems, remarks };
  }
  const trainable = images.filter((image) => !image.defective || image.ellipses.length > 0);
  const classes = new Set(trainable.map((image) => 2 * image.texture + (image.defective ? 1 : 0)));
  if (classes.size < 2) {
    problems.push(
      'All images that can train are of one class; add images of another texture, or defective ones with ellipses.',
    );
  }
  textures.forEach((name, texture) => {
    const defective = trainable.filter((image) => image.texture === texture && image.defective);
    const ok = images.filter((image) => image.texture === texture && !image.defective);
    if (defective.length === 0) {
      remarks.push(
        `Texture ${name} has no defective image with an ellipse: its defects cannot be learned, and all will escape.`,
      );
    } else if (defective.length < fewestForSplit) {
      remarks.push(
        `Texture ${name} has only ${countOf(defective.length, 'defective image')}; its TPR will say little.`,
      );
    }
    if (ok.length === 0) {
      remarks.push(`Texture ${name} has no ok image: every one of its parts will look defective.`);
    } else if (ok.length < fewestForSplit) {
      remarks.push(
        `Texture ${name} has only ${countOf(ok.length, 'ok image')}; its TNR will say little.`,
      );
    }
  });
  return { problems, remarks: [...leftOutRemarks(selection, plan), ...remarks] };
}
