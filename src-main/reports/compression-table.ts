import type { NetworkSize } from '../../src-shared/ipc/network-size-views';
import { bytesText } from '../../src-shared/format/bytes-text';
import { html, type Html } from './html';
import { meanText } from './rate-text';

/** Table 5: what a student keeps of its teacher, and what it costs. Nothing for a teacher's report. */
export function compressionSection(sizes: readonly NetworkSize[]): Html {
  if (sizes.length === 0) return html``;
  return html`<h2>Compression</h2>
    <table>
      <caption>
        Accuracy on the test images, and the time to decide one image on the computer that wrote
        this report: all patches of its grid as one batch, median.
      </caption>
      <thead>
        <tr>
          <th scope="col">Network</th>
          <th scope="col">Accuracy</th>
          <th scope="col">Parameters</th>
          <th scope="col">GFLOP an image</th>
          <th scope="col">File</th>
          <th scope="col">Time an image</th>
        </tr>
      </thead>
      <tbody>
        ${sizes.map(
          ({ run, accuracy, operations, modelBytes, time }) =>
            html`<tr>
              <th scope="row">
                ${run.plan.kind === 'student' ? `Student ${run.plan.filters.join(', ')}` : 'Teacher'}
              </th>
              <td>${meanText(accuracy, 2)}</td>
              <td>${run.parameters?.toLocaleString('en') ?? 'unknown'}</td>
              <td>${(operations / 1e9).toPrecision(3)}</td>
              <td>${modelBytes === null ? 'missing' : bytesText(modelBytes)}</td>
              <td>${time === null ? 'not timed' : `${time.median.toFixed(1)} ms`}</td>
            </tr> `,
        )}
      </tbody>
    </table>`;
}
