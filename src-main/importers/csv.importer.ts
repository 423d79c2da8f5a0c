import { CsvError, parse } from 'csv-parse/sync';
import { longestName } from '../../src-shared/dataset/import-corrections';
import { verdicts, type Verdict } from '../../src-shared/dataset/label';
import type { SkippedFile } from '../../src-shared/ipc/views';
import { isValidEllipse } from '../../src-shared/labelling/ellipse';
import { ellipseOrigins, type EllipseProposal } from '../database/label-queries';
import type { Importer, SourceShape } from './importer';
import { decimal, readLabelText } from './label-file';
import { labelledTree, mergedLabels, type TreeLabel, type TreeLabels } from './labelled-tree';
import { ellipseProposalSchema } from './own-fields';
import { imageNamedBy, listTree, type SourceTree, type TreeFile } from './source-tree';

const neededColumns = ['image', 'x', 'y', 'a', 'b', 'angle'] as const;

/**
 * A CSV file (RFC 4180, UTF-8) in the source or one folder below, with at least the columns `image,x,y,a,b,angle`: a row an
 * ellipse in the project's convention, or one without numbers for an image that has none. `texture`, `verdict`, `origin`
 * and `fit_iou` are taken where they are there. An image of which one row is broken is left out, and the row named.
 */
const importer: Importer = {
  name: 'csv',
  title: 'CSV of ellipses',
  rank: 50,
  takesAny: false,
  recognise: async (folder) => {
    const tree = await listTree(folder);
    const lists = tree.files.filter(({ path }) => /^([^/]+\/)?[^/]+\.csv$/i.test(path));
    const found: TreeLabels[] = [];
    for (const list of lists) {
      const labels = await readList(tree, list);
      if (labels !== null) {
        found.push(labels);
      }
    }
    if (found.length === 0 || tree.images.length === 0) {
      return null;
    }
    return labelledTree(tree, tree.images, mergedLabels(found));
  },
};
export default importer;

interface Row {
  readonly line: number;
  readonly fields: ReadonlyMap<string, string>;
}

/** Null where the file is another kind of table. */
async function readList(tree: SourceTree, { path, entry }: TreeFile): Promise<TreeLabels | null> {
  const read = await readLabelText(entry.path);
  if (read.kind === 'unreadable') {
    return null;
  }
  const header = (read.text.split(/[\r\n]/, 1)[0] ?? '').split(',').map(columnName);
  if (!neededColumns.every((column) => header.includes(column))) {
    return null;
  }
  const labels = new Map<string, TreeLabel>();
  const broken = new Map<string, string>();
  const skipped: SkippedFile[] = [];
  let rows: readonly Row[] = [];
  try {
    rows = parseRows(read.text);
  } catch (error) {
    if (!(error instanceof CsvError)) {
      throw error;
    }
    skipped.push({ file: path, reason: `is not CSV (${error.message.slice(0, 160)})` });
  }
  for (const { line, fields } of rows) {
    const name = fields.get('image') ?? '';
    const image = imageNamedBy(tree, path, name);
    if (image === null) {
      skipped.push({ file: path, reason: `line ${line}: there is no image ${name.slice(0, 200)}` });
      continue;
    }
    const key = image.path.toLowerCase();
    const merged = mergedLabel(labels.get(key), fields, { file: path, line });
    if (typeof merged === 'string') {
      skipped.push({ file: path, reason: `line ${line}: ${merged}` });
      broken.set(key, `its row in ${path}, line ${line}, cannot be used`);
    } else {
      labels.set(key, merged);
    }
  }
  return { labels, broken, skipped };
}

function parseRows(text: string): readonly Row[] {
  // With `info`, csv-parse gives the line beside each record.
  const records = parse(text, {
    columns: (names: readonly string[]) => names.map(columnName),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
  }) as readonly { readonly record: object; readonly info: { readonly lines: number } }[];
  return records.map(({ record, info }) => ({
    line: info.lines,
    fields: new Map(Object.entries(record).map(([key, value]) => [key, String(value).trim()])),
  }));
}

function columnName(name: string): string {
  return name
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .toLowerCase();
}

/** The label with one more row, or why the row cannot be used. */
function mergedLabel(
  earlier: TreeLabel | undefined,
  fields: ReadonlyMap<string, string>,
  labelAt: { readonly file: string; readonly line: number },
): TreeLabel | string {
  const shape = shapeOf(fields);
  if (typeof shape === 'string') {
    return shape;
  }
  const shapes = [...(earlier?.shapes ?? []), ...(shape === null ? [] : [shape])];
  const said = fields.get('verdict') ?? '';
  const known = verdicts.find((verdict) => verdict === said);
  if (said !== '' && known === undefined) {
    return `the verdict is "${said.slice(0, 40)}", not ${verdicts.join(', ')}`;
  }
  const verdict: Verdict = known ?? (shapes.length > 0 ? 'defective' : 'ok');
  if ((verdict === 'ok' || verdict === 'unlabelled') && shapes.length > 0) {
    return `an image that is ${verdict} has an ellipse`;
  }
  const texture = fields.get('texture') ?? '';
  const group = (fields.get('group') ?? '').slice(0, longestName);
  return {
    texture: texture === '' ? null : texture,
    group: group === '' ? null : group,
    verdict,
    shapes,
    masks: [],
    maskDecides: false,
    labelAt,
  };
}

/** The ellipse of a row, null where all its numbers are empty, or why it cannot be used. */
function shapeOf(fields: ReadonlyMap<string, string>): SourceShape | null | string {
  const names = ['x', 'y', 'a', 'b', 'angle'] as const;
  const texts = names.map((name) => fields.get(name) ?? '');
  if (texts.every((text) => text === '')) {
    return null;
  }
  const wrong = texts.findIndex((text) => decimal(text) === null);
  if (wrong !== -1) {
    return `${names[wrong] ?? ''} is "${(texts[wrong] ?? '').slice(0, 40)}", not a number`;
  }
  const [x = 0, y = 0, a = 0, b = 0, angle = 0] = texts.map(Number);
  const ellipse = { x, y, a, b, angle };
  if (!isValidEllipse(ellipse)) {
    return `the semi-axes ${a} and ${b} must be larger than 0`;
  }
  const origin = ellipseOrigins.find((name) => name === fields.get('origin')) ?? 'imported';
  const iou = decimal(fields.get('fit_iou') ?? '');
  return {
    kind: 'ellipse',
    ellipse,
    origin,
    fitIou: iou !== null && iou >= 0 && iou <= 1 ? iou : null,
    proposal: proposalOf(fields),
  };
}

/** Where an accepted ellipse of ours comes from; undefined where the row does not say it whole. */
function proposalOf(fields: ReadonlyMap<string, string>): EllipseProposal | undefined {
  const number = (name: string): number => decimal(fields.get(name) ?? '') ?? NaN;
  const read = ellipseProposalSchema.safeParse({
    run: fields.get('proposed_by_run'),
    trial: number('proposed_by_trial'),
    score: number('proposed_score'),
    by: fields.get('accepted_by'),
    at: fields.get('accepted_at'),
  });
  return read.success ? read.data : undefined;
}
