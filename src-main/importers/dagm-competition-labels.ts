import type { LabelProblem } from './dagm-development-labels';
import type { LabelLine } from './label-file';

export interface CompetitionRow {
  readonly line: number;
  /** Name of the image file beside `Label/`. */
  readonly image: string;
  readonly defective: boolean;
  /** Name of the mask in `Label/`; null where the row names none. */
  readonly mask: string | null;
}

export interface CompetitionLabels {
  /** By image name in lower case; the first row of each. */
  readonly rows: ReadonlyMap<string, CompetitionRow>;
  readonly problems: readonly LabelProblem[];
}

/**
 * Rows `NNNN flag NNNN.PNG 0 (NNNN_label.PNG|0)` of DAGM's `Labels.txt`, after a first line `1`; apart by tabs, the last
 * of which may trail.
 */
export function parseCompetitionLabels(lines: readonly LabelLine[]): CompetitionLabels {
  const rows = new Map<string, CompetitionRow>();
  const problems: LabelProblem[] = [];
  for (const { line, text } of lines) {
    const fields = text.split(text.includes('\t') ? /\s*\t\s*/ : /\s+/);
    if (rows.size === 0 && problems.length === 0 && fields.length === 1 && /^\d+$/.test(text)) {
      continue;
    }
    const row = parseRow(line, fields);
    if (typeof row === 'string') {
      problems.push({ line, reason: row });
      continue;
    }
    const key = row.image.toLowerCase();
    const earlier = rows.get(key);
    if (earlier === undefined) {
      rows.set(key, row);
    } else {
      problems.push({
        line,
        reason: `${row.image} was given already in line ${earlier.line}, which stands`,
      });
    }
  }
  return { rows, problems };
}

/** The row, or why it cannot be used. */
function parseRow(line: number, fields: readonly string[]): CompetitionRow | string {
  const [, flag, image, , mask] = fields;
  if (image === undefined || flag === undefined || mask === undefined) {
    return `has ${fields.length} columns instead of 5 (number flag image 0 mask)`;
  }
  if (flag !== '0' && flag !== '1') {
    return `the flag is "${flag.slice(0, 40)}" instead of 0 or 1`;
  }
  if (!isPlainName(image) || !isPlainName(mask)) {
    return 'names a file of another folder';
  }
  return { line, image, defective: flag === '1', mask: mask === '0' ? null : mask };
}

function isPlainName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\\\0]/.test(name);
}
