import { floorFailings, type TextureFloors } from '../../src-shared/evaluation/rate-floors';
import { rateInterval } from '../../src-shared/evaluation/rate-interval';
import type { RateCertainty, TextureCertainty } from '../../src-shared/evaluation/rate-certainty';
import { textureRows } from '../../src-shared/evaluation/texture-rows';
import type { Evaluation } from '../../src-shared/ipc/run-views';
import type { ReleaseState } from '../../src-shared/ipc/release-views';
import type { ReportWords } from '../../src-shared/language/english-report';
import type { LabelPeople } from '../database/people-queries';
import { html, type Html } from './html';
import { percentText } from './rate-text';

/** Whom and what the answers rest on. */
export interface AnswerMaterial {
  readonly run: string;
  readonly evaluation: Evaluation;
  /** All trials together, in class order. */
  readonly certainty: readonly TextureCertainty[];
  /** Of every texture that has any. */
  readonly floors: readonly TextureFloors[];
  readonly release: ReleaseState;
  readonly people: LabelPeople;
}

/** What a supervisor asks first: may it go to the line, what does it miss, where is it weak, who decided. */
export function shortAnswers(material: AnswerMaterial, words: ReportWords): Html {
  const { answers } = words;
  const rows = [
    [answers.line, lineAnswers(material, answers)],
    [answers.misses, missAnswers(material, answers)],
    [answers.weak, weakAnswers(material, answers)],
    [answers.who, peopleAnswers(material, answers)],
  ] as const;
  return html`<section class="answers" aria-label="${answers.title}">
    <dl>
      ${rows.map(
        ([question, sentences]) =>
          html`<dt>${question}</dt>
            <dd>${sentences.filter((text) => text !== '').join(' ')}</dd>`,
      )}
    </dl>
  </section>`;
}

type Words = ReportWords['answers'];

function lineAnswers(
  { run, evaluation, floors, release }: AnswerMaterial,
  words: Words,
): readonly string[] {
  const { current } = release;
  const standing = floorAnswers(evaluation, floors, words);
  if (current === null) return [words.notReleased, ...standing];
  if (current.run !== run) {
    return [words.notReleased, words.otherReleased(current.run, current.trial), ...standing];
  }
  return [
    words.released(current.trial, current.who, current.at.slice(0, 10)),
    current.reason === '' ? '' : words.because(current.reason),
    ...standing,
  ];
}

function floorAnswers(
  { summary }: Evaluation,
  floors: readonly TextureFloors[],
  words: Words,
): readonly string[] {
  if (!floors.some(({ tpr, tnr }) => tpr !== null || tnr !== null)) return [words.noFloors];
  const failings = floorFailings(summary.pooled.textures, floors);
  if (failings.length === 0) return [words.floorsHeld];
  return failings.map(({ texture, rate, floor, right, all }) =>
    words.belowFloor({
      ...{ texture, rate: rate.toUpperCase(), right, all },
      ...{ share: percentText(all === 0 ? null : right / all), floor: percentText(floor) },
    }),
  );
}

function missAnswers({ evaluation }: AnswerMaterial, words: Words): readonly string[] {
  const rows = textureRows(evaluation);
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  const defective = sum(rows.map((row) => row.defective));
  const escapes = sum(rows.map((row) => row.escapes));
  const interval = rateInterval(escapes, defective);
  return [
    words.missed(escapes, defective),
    interval === null ? '' : words.missedMore(percentText(interval.upper)),
    words.alarms(sum(rows.map((row) => row.overkills)), sum(rows.map((row) => row.nonDefective))),
  ];
}

function weakAnswers({ certainty }: AnswerMaterial, words: Words): readonly string[] {
  const rates = certainty.flatMap(({ texture, tpr, tnr }) => [
    { texture, rate: 'TPR', of: tpr },
    { texture, rate: 'TNR', of: tnr },
  ]);
  const share = (of: RateCertainty): number => of.rate ?? 1;
  const [lowest] = [...rates].sort((one, other) => share(one.of) - share(other.of));
  const [least] = [...rates].sort((one, other) => one.of.all - other.of.all);
  if (lowest === undefined || least === undefined) return [];
  const { texture, rate, of } = lowest;
  return [
    share(of) === 1
      ? words.noneWeak
      : words.weakest({ texture, rate, share: percentText(of.rate), right: of.right, all: of.all }),
    least.of.tooFew ? words.leastKnown(least.texture, least.rate, least.of.all) : '',
  ];
}

function peopleAnswers({ release, run, people }: AnswerMaterial, words: Words): readonly string[] {
  const { current } = release;
  return [
    current !== null && current.run === run
      ? words.releasedBy(current.trial, current.who, current.at.slice(0, 10))
      : words.nobody,
    words.labelled(labellerText(people, words)),
    people.reviewed.length === 0 ? words.notReviewed : words.reviewed(reviewerText(people, words)),
  ];
}

/** Who labelled the images of a run, with how many each. */
export function labellerText({ labelled }: LabelPeople, words: Words): string {
  return labelled
    .map(({ who, images }) => (who === null ? words.imported(images) : words.person(who, images)))
    .join(', ');
}

/** Who reviewed them. */
export function reviewerText({ reviewed }: LabelPeople, words: Words): string {
  return reviewed.map(({ who, images }) => words.person(who ?? '', images)).join(', ');
}
