import { stringify } from 'csv-stringify/sync';
import type { Exporter, ExportSource, ExportTarget } from './exporter';
import { ImageStems } from './file-names';

/** Columns of `labels.csv`; one row an ellipse, or one without ellipse for an image that has none. */
export const labelColumns = [
  'image',
  'sha256',
  'texture',
  'verdict',
  'review',
  'group',
  'width',
  'height',
  'x',
  'y',
  'a',
  'b',
  'angle',
  'origin',
  'fit_iou',
  'proposed_by_run',
  'proposed_by_trial',
  'proposed_score',
  'accepted_by',
  'accepted_at',
] as const;

/** `labels.csv` (RFC 4180, UTF-8) and the images. It holds everything that a label is, to the last bit. */
const exporter: Exporter = {
  name: 'csv',
  title: 'CSV of ellipses',
  losses: () => [],
  write: (source, target) => target.text('labels.csv', rows(source, target)),
};
export default exporter;

async function* rows(source: ExportSource, target: ExportTarget): AsyncGenerator<string> {
  const stems = new ImageStems();
  yield line(labelColumns);
  for await (const image of source.images()) {
    const { sha256, texture, verdict, review, group, width, height, ellipses } = image;
    const path = `${stems.of(image)}.${image.ending}`;
    const start = [path, sha256, texture, verdict, review, group ?? '', width, height];
    await target.image(path, image);
    if (ellipses.length === 0) {
      yield line([...start, ...new Array<string>(labelColumns.length - start.length).fill('')]);
    }
    for (const { x, y, a, b, angle, origin, fitIou, proposal } of ellipses) {
      // The shortest decimals that are read back as the same number.
      const numbers = [x, y, a, b, angle].map(String);
      const from =
        proposal === undefined
          ? ['', '', '', '', '']
          : [
              ...[proposal.run, proposal.trial, String(proposal.score)],
              ...[proposal.by, proposal.at],
            ];
      yield line([...start, ...numbers, origin, fitIou === null ? '' : String(fitIou), ...from]);
    }
    target.written(image);
  }
}

function line(fields: readonly (string | number)[]): string {
  return stringify([[...fields]], { record_delimiter: '\r\n' });
}
