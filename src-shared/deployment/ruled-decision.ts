import { assertNever } from '../assert-never';
import { decideImage, type ImageDecision } from '../evaluation/image-decision';
import { verdictByThresholds, type PartVerdict } from '../evaluation/threshold';

/** How a model in use decides (design.md, Decision of a model in use). */
export type DecisionRule =
  /** The protocol's: any patch whose argmax is a defective class. */
  | { readonly kind: 'any-defective-patch' }
  /** On the defect score: below `lower` ok, from `upper` on defective, between them a person looks. */
  | { readonly kind: 'thresholds'; readonly lower: number; readonly upper: number };

export const protocolRule: DecisionRule = { kind: 'any-defective-patch' };

export interface RuledDecision extends ImageDecision {
  readonly verdict: PartVerdict;
}

/**
 * Decides an image by a rule. Texture, score and classes of patches are those of `decideImage` whatever the rule;
 * `defective` says the rule's own verdict, and is false where a person is to look.
 *
 * @param patchLogits `[patches][2T]`
 * @throws RangeError as `decideImage`
 */
export function decideByRule(
  patchLogits: readonly (readonly number[])[],
  rule: DecisionRule,
): RuledDecision {
  const decision = decideImage(patchLogits);
  const verdict = verdictOf(decision, rule);
  return { ...decision, defective: verdict === 'defective', verdict };
}

function verdictOf(
  { defective, score }: ImageDecision,
  rule: DecisionRule,
): RuledDecision['verdict'] {
  switch (rule.kind) {
    case 'any-defective-patch':
      return defective ? 'defective' : 'ok';
    case 'thresholds':
      return verdictByThresholds(score, rule);
    default:
      return assertNever(rule);
  }
}

/** The rule in one sentence. */
export function ruleSentence(rule: DecisionRule): string {
  switch (rule.kind) {
    case 'any-defective-patch':
      return 'An image is defective when at least one of its patches is most likely of a defective class; no thresholds are set.';
    case 'thresholds':
      return `An image is ok when its defect score is below ${rule.lower}, defective from ${rule.upper} on, and to be inspected by a person between them.`;
    default:
      return assertNever(rule);
  }
}
