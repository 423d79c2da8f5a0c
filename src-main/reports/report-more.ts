import { columnScores } from '../../src-shared/evaluation/rates-summary';
import { thresholdOutcome } from '../../src-shared/evaluation/threshold';
import { roundedParts } from '../../src-shared/format/parts-text';
import type { RatesView, RunThresholds, ScoreColumns } from '../../src-shared/ipc/rates-views';
import type { ReportView } from '../../src-shared/ipc/run-views';
import type { ReportWords } from '../../src-shared/language/english-report';
import { html, type Html } from './html';
import { percentText } from './rate-text';
import type { ReportLanguage, ReportMaterial } from './report-page';
import { labellerText, reviewerText } from './short-answers';

type Words = ReportWords['more'];
type Fact = readonly [name: string, value: string];

/** What a supervisor need not read: trials, thresholds, people, data, plan, versions, glossary. */
export function moreSection(
  view: ReportView,
  material: ReportMaterial,
  { words, say }: ReportLanguage,
): Html {
  const { more } = words;
  const looks = view.testLooks.map(({ trial, looks: count }) => more.look(trial, count)).join(', ');
  const { plan } = view.run;
  return html`<details>
    <summary>${more.summary}</summary>
    <h2>${more.trials}</h2>
    ${trialsTable(view, material, more)}
    <p>${more.looks(looks)}</p>
    <h2>${more.decision}</h2>
    <p>${say(view.rule)}</p>
    ${thresholdPart(material.rates, words)}
    <h2>${more.people}</h2>
    ${factsTable([
      [more.labelled, labellerText(material.people, words.answers)],
      [more.reviewed, reviewerText(material.people, words.answers) || words.answers.notReviewed],
      ...releaseFacts(view, material, words),
    ])}
    <h2>${more.data}</h2>
    ${factsTable(dataFacts(view, material, more))}
    <h2>${more.plan}</h2>
    ${factsTable(Object.entries(plan).map(([key, value]) => [key, settingText(value, more)]))}
    <h2>${more.glossaryTitle}</h2>
    <dl>
      ${more.glossary.map(
        ([term, meaning]) =>
          html`<dt>${term}</dt>
            <dd>${meaning}</dd>`,
      )}
    </dl>
  </details>`;
}

function trialsTable({ evaluation }: ReportView, { models }: ReportMaterial, words: Words): Html {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">${words.trial}</th>
        <th scope="col">${words.accuracy}</th>
        <th scope="col">${words.iterations}</th>
        <th scope="col">${words.convergence}</th>
        <th scope="col">${words.taken}</th>
      </tr>
    </thead>
    <tbody>
      ${evaluation.trials.map((trial) => {
        const model = models.find((stored) => stored.trial === trial.trial);
        return html`<tr>
          <th scope="row">${trial.trial}</th>
          <td>${percentText(trial.accuracy, 2)}</td>
          <td>${trial.iterations}</td>
          <td>${trial.convergence}</td>
          <td>${model?.modelIteration ?? ''}</td>
        </tr> `;
      })}
    </tbody>
  </table>`;
}

/** What thresholds do to parts, where the run carries any. */
function thresholdPart(rates: RatesView, words: ReportWords): Html {
  const { thresholds } = rates;
  return thresholds === null ? html`` : factsTable(thresholdFacts(rates, thresholds, words));
}

function thresholdFacts(
  { validation, test }: RatesView,
  thresholds: RunThresholds,
  { more, training }: ReportWords,
): readonly Fact[] {
  const { expectation } = thresholds;
  const partsOf = (columns: ScoreColumns): string => {
    const { parts } = thresholdOutcome(columnScores(columns, null), thresholds, expectation);
    if (parts === null) return more.partsUnknown;
    const { escapes, overkills, inspected } = parts;
    return more.parts(roundedParts(escapes), roundedParts(overkills), roundedParts(inspected));
  };
  return [
    ...(validation === null
      ? []
      : [[more.outcome(training.sides.validation), partsOf(validation)] as const]),
    [more.outcome(training.sides.test), partsOf(test)],
  ];
}

function releaseFacts(
  { run }: ReportView,
  { release: { history } }: ReportMaterial,
  { more, answers }: ReportWords,
): readonly Fact[] {
  return history.flatMap(({ kind, model, who, at, reason }) =>
    kind === 'promoted' && model?.run === run.id
      ? [
          [
            more.releases,
            [
              answers.releasedBy(model.trial, who, at.slice(0, 10)),
              ...(reason === '' ? [] : [answers.because(reason)]),
            ].join(' '),
          ] as const,
        ]
      : [],
  );
}

function dataFacts({ run }: ReportView, material: ReportMaterial, words: Words): readonly Fact[] {
  const { facts } = words;
  const { training, validation, test, none } = material.sideCounts;
  return [
    [facts.textures, material.textures.join(', ')],
    [facts.images, words.sides(training, validation, test, none)],
    [facts.snapshot, material.snapshotHash],
    [facts.seeds, `${run.plan.splitSeed}, ${run.plan.seed}`],
    ...(run.teacherRun === null ? [] : [[facts.teacher, run.teacherRun] as const]),
    ...weightFacts(material, words),
    [facts.parameters, run.parameters?.toLocaleString('en') ?? words.unknown],
    ...material.models.map(
      ({ trial, modelSha256 }) => [words.modelHash(trial), modelSha256] as const,
    ),
    [facts.device, material.device ?? words.unknown],
    [facts.ended, material.endedAt ?? words.notEnded],
    [facts.written, words.writtenBy(material.writtenAt, material.version)],
  ];
}

/** What the run started from, with the words that its licence asks for. */
function weightFacts({ weights }: ReportMaterial, words: Words): readonly Fact[] {
  if (weights === null) return [];
  const { name, source, sha256, licence } = weights;
  return [
    [words.facts.weights, words.from(name, source)],
    [words.facts.weightsHash, sha256],
    [words.facts.licence, licence ?? words.notStated],
  ];
}

function factsTable(facts: readonly Fact[]): Html {
  return html`<table class="facts">
    <tbody>
      ${facts.map(
        ([name, value]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${value}</td>
          </tr> `,
      )}
    </tbody>
  </table>`;
}

function settingText(value: unknown, words: Words): string {
  return Array.isArray(value) ? value.join(', ') : String(value ?? words.none);
}
