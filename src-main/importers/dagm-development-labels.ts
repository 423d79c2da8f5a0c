import type { Ellipse } from '../../src-shared/labelling/ellipse';
import { decimal, type LabelLine } from './label-file';

export interface DevelopmentRow {
  readonly line: number;
  /** Names the image: `12` for `12.png`. */
  readonly index: number;
  /** The project's convention; null where the row cannot be used. */
  readonly ellipse: Ellipse | null;
}

export interface LabelProblem {
  readonly line: number;
  readonly reason: string;
}

export interface DevelopmentLabels {
  /** By index; the first row of each. */
  readonly rows: ReadonlyMap<number, DevelopmentRow>;
  readonly problems: readonly LabelProblem[];
}

const columns = ['index', 'a', 'b', 'theta', 'xc', 'yc'] as const;

/**
 * Rows `index a b theta xc yc` of DAGM's `labels.txt`, apart by blanks or tabs: semi-axes in pixels, theta in radians
 * turning clockwise on screen, centre 1-based on pixel centres. The project's origin is the outer corner of the first
 * pixel, whose centre is (0.5, 0.5) here and (1, 1) there: x = xc − 0.5, y = yc − 0.5.
 *
 * Of several rows for one index the first stands, as everywhere in the project.
 */
export function parseDevelopmentLabels(lines: readonly LabelLine[]): DevelopmentLabels {
  const rows = new Map<number, DevelopmentRow>();
  const problems: LabelProblem[] = [];
  for (const { line, text } of lines) {
    const fields = text.split(/\s+/);
    const index = decimal(fields[0] ?? '');
    if (index === null || !Number.isInteger(index) || index < 0) {
      problems.push({ line, reason: `"${shortened(fields[0])}" is not an image's index` });
      continue;
    }
    const earlier = rows.get(index);
    if (earlier !== undefined) {
      problems.push({
        line,
        reason: `index ${index} was given already in line ${earlier.line}, which stands`,
      });
      continue;
    }
    const parsed = parseEllipse(fields);
    if (typeof parsed === 'string') {
      problems.push({ line, reason: parsed });
    }
    rows.set(index, { line, index, ellipse: typeof parsed === 'string' ? null : parsed });
  }
  return { rows, problems };
}

/** The ellipse of a row, or why it has none. */
function parseEllipse(fields: readonly string[]): Ellipse | string {
  if (fields.length !== columns.length) {
    return `has ${fields.length} columns instead of ${columns.length} (${columns.join(' ')})`;
  }
  const numbers = fields.map(decimal);
  const broken = numbers.indexOf(null);
  if (broken !== -1) {
    return `${columns[broken] ?? ''} is "${shortened(fields[broken])}", not a number`;
  }
  const [, a = 0, b = 0, angle = 0, xc = 0, yc = 0] = numbers.map(Number);
  if (a <= 0 || b <= 0) {
    return `the semi-axes ${a} and ${b} must be larger than 0`;
  }
  return { x: xc - 0.5, y: yc - 0.5, a, b, angle };
}

function shortened(field = ''): string {
  return field.length > 40 ? `${field.slice(0, 40)}…` : field;
}
