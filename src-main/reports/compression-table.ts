import { bytesText } from '../../src-shared/format/bytes-text';
import type { NetworkSize } from '../../src-shared/ipc/network-size-views';
import type { ReportWords } from '../../src-shared/language/english-report';
import { html, type Html } from './html';
import { meanText } from './rate-text';

/** Table 5: what a student keeps of its teacher, and what it costs. Nothing for a teacher's report. */
export function compressionSection(
  sizes: readonly NetworkSize[],
  { compression: words }: ReportWords,
): Html {
  if (sizes.length === 0) return html``;
  return html`<h2>${words.title}</h2>
    <table>
      <caption>
        ${words.caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${words.network}</th>
          <th scope="col">${words.accuracy}</th>
          <th scope="col">${words.parameters}</th>
          <th scope="col">${words.operations}</th>
          <th scope="col">${words.file}</th>
          <th scope="col">${words.time}</th>
        </tr>
      </thead>
      <tbody>
        ${sizes.map(
          ({ run, accuracy, operations, modelBytes, time }) =>
            html`<tr>
              <th scope="row">
                ${
                  run.plan.kind === 'student'
                    ? words.student(run.plan.filters.join(', '))
                    : words.teacher
                }
              </th>
              <td>${meanText(accuracy, 2)}</td>
              <td>${run.parameters?.toLocaleString('en') ?? words.unknown}</td>
              <td>${(operations / 1e9).toPrecision(3)}</td>
              <td>${modelBytes === null ? words.missing : bytesText(modelBytes)}</td>
              <td>${time === null ? words.notTimed : `${time.median.toFixed(1)} ms`}</td>
            </tr> `,
        )}
      </tbody>
    </table>`;
}
