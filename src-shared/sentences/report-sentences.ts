import { scoreText } from '../format/parts-text';
import type { RunThresholds } from '../ipc/rates-views';
import { countOf } from './phrases';
import type { Spoken } from './sentence';

export interface DecidesBy {
  readonly thresholds: RunThresholds;
}

/** Of a run's test images; rates are written out, e.g. "98.6 %". */
export interface Headline {
  readonly kind: 'teacher' | 'student';
  readonly accuracy: string;
  readonly trials: number;
  readonly escapes: number;
  readonly defective: number;
  readonly overkills: number;
  readonly nonDefective: number;
  /** The texture with the lowest rate; null where none is below 1. */
  readonly weakest: {
    readonly texture: string;
    readonly name: 'TPR' | 'TNR';
    readonly rate: string;
  } | null;
}

/** Which pair decides, in one sentence. */
export function pairSentence({ lower, upper }: RunThresholds): string {
  return lower === upper
    ? `A part is ok below a defect score of ${scoreText(lower)}, and defective from it on.`
    : `A part is ok below a defect score of ${scoreText(lower)}, defective from ${scoreText(upper)} on, and inspected by a person between the two.`;
}

/** What the thresholds were placed for: "1 % of the parts defective, an escape costing 20, …". */
function lineText({ expectation }: RunThresholds): string {
  const { escape, overkill, inspection } = expectation.costs;
  return `${defectShare(expectation.defectRate)} of the parts defective, an escape costing ${escape}, an overkill ${overkill}, an inspection ${inspection}`;
}

/** "1 %". */
export function defectShare(rate: number): string {
  return `${Number((100 * rate).toPrecision(4))} %`;
}

/** How the thresholds came about, in one sentence. */
export function placingSentence(thresholds: RunThresholds): string {
  const { placed, who, at } = thresholds;
  const by = `by ${who} on ${at.slice(0, 10)}`;
  const line = lineText(thresholds);
  return placed === 'by-cost'
    ? `Set ${by} where they cost least on the validation images, with ${line}.`
    : `Set ${by} by hand; read out with ${line}.`;
}

/** What a report says of a run in sentences. */
export const reportSentences = {
  reportHeadline: (values: Headline): Spoken => {
    const { weakest } = values;
    const trials = values.trials > 1 ? ` over ${countOf(values.trials, 'trial')}` : '';
    return [
      `The ${values.kind} decides ${values.accuracy} of the test images right${trials}: `,
      `${values.escapes} of ${countOf(values.defective, 'defect')} escaped and ${values.overkills} of ${countOf(values.nonDefective, 'good part')} `,
      `${values.nonDefective === 1 ? 'was' : 'were'} called defective`,
      weakest === null
        ? '.'
        : `; it is weakest on ${weakest.texture}, with a ${weakest.name} of ${weakest.rate}.`,
    ].join('');
  },
  decidesByPatches: (): Spoken =>
    'An image is defective when at least one of its patches is most likely of a defective class; no thresholds are set.',
  /** The rates of a report are those of the rule without thresholds, whichever decides in use. */
  decidesByThresholds: ({ thresholds }: DecidesBy): Spoken =>
    `In use, thresholds decide. ${pairSentence(thresholds)} ${placingSentence(thresholds)} The rates here are those without thresholds: an image is defective when one of its patches is.`,
};
