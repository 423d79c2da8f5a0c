import type { ReportView } from '../../src-shared/ipc/run-views';
import { english } from '../../src-shared/sentences/english';
import { html, type Html } from './html';
import { countText, percentText } from './rate-text';
import type { ReportMaterial } from './report-page';

const glossary: readonly (readonly [string, string])[] = [
  ['Texture', 'One surface pattern; each has non-defective and defective images.'],
  ['TPR', 'True-positive rate: share of the defective images whose texture and verdict are right.'],
  ['TNR', 'True-negative rate: the same of the non-defective images.'],
  ['Escape', 'A defective image that was decided non-defective: a missed defect.'],
  ['Overkill', 'A non-defective image that was decided defective: a false alarm.'],
  [
    'Teacher, student',
    'The large network that is trained first, and the tiny one that imitates it.',
  ],
  [
    'Trial',
    'One seeded split of the images into training and test; results are means over trials.',
  ],
];

/** What a supervisor need not read: trials, plan, data, seeds, versions, glossary. */
export function moreSection(view: ReportView, material: ReportMaterial): Html {
  return html`<details>
    <summary>More: trials, plan, data, versions, glossary</summary>
    <h2>Trials</h2>
    ${trialsTable(view, material)}
    <p>${looksText(view)}</p>
    <h2>Decision</h2>
    <p>${english(view.rule)}</p>
    <h2>Data</h2>
    ${factsTable(dataFacts(view, material))}
    <h2>Plan</h2>
    ${factsTable(Object.entries(view.run.plan).map(([key, value]) => [key, settingText(value)]))}
    <h2>Glossary</h2>
    <dl>
      ${glossary.map(
        ([term, meaning]) =>
          html`<dt>${term}</dt>
            <dd>${meaning}</dd>`,
      )}
    </dl>
  </details>`;
}

/** What is chosen by looking at a test side is no longer tested by it. */
function looksText({ testLooks }: ReportView): string {
  const looks = testLooks.map(({ trial, looks: count }) => `trial ${trial}: ${count}`).join(', ');
  return `How often the test sides of this split were looked at, through any run and with this report: ${looks}. What is chosen after many looks was chosen with the test images’ help: rates on new images tend to be lower.`;
}

function trialsTable({ evaluation }: ReportView, { models }: ReportMaterial): Html {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Trial</th>
        <th scope="col">Accuracy</th>
        <th scope="col">Iterations</th>
        <th scope="col">Convergence</th>
        <th scope="col">Model taken at</th>
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

function dataFacts(
  { run }: ReportView,
  material: ReportMaterial,
): readonly (readonly [string, string])[] {
  const { training, validation, test, none } = material.sideCounts;
  return [
    ['Textures in class order', material.textures.join(', ')],
    [
      'Images (first trial)',
      `${training} training, ${validation} validation, ${test} test, ${none} on no side`,
    ],
    ['Data snapshot (SHA-256)', material.snapshotHash],
    ['Split seed, seed', `${run.plan.splitSeed}, ${run.plan.seed}`],
    ...(run.teacherRun === null ? [] : [['Teacher', run.teacherRun] as const]),
    ...weightFacts(material),
    ['Parameters', run.parameters === null ? 'unknown' : countText(run.parameters, 'number')],
    ...material.models.map(
      ({ trial, modelSha256 }) => [`Model of trial ${trial} (SHA-256)`, modelSha256] as const,
    ),
    ['Trained on', material.device ?? 'unknown'],
    ['Trained until', material.endedAt ?? 'not ended'],
    ['Report written', `${material.writtenAt} by Ellipsight ${material.version}`],
  ];
}

/** What the run started from, with the words that its licence asks for. */
function weightFacts({ weights }: ReportMaterial): readonly (readonly [string, string])[] {
  if (weights === null) return [];
  const { name, source, sha256, licence } = weights;
  return [
    ['Pretrained weights', `${name}, from ${source}`],
    ['Pretrained weights (SHA-256)', sha256],
    ['Licence of the pretrained weights', licence ?? 'not stated'],
  ];
}

function factsTable(facts: readonly (readonly [string, string])[]): Html {
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

function settingText(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value ?? 'none');
}
