import { readTextFile, type TextFile } from './text-file';

/** Label lists of the largest data sets have some MB. */
const mostMegabytes = 64;

export interface LabelLine {
  /** 1-based, as an editor counts. */
  readonly line: number;
  readonly text: string;
}

export type LabelFile =
  | { readonly kind: 'lines'; readonly lines: readonly LabelLine[] }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Reads a label list as it is. */
export async function readLabelText(path: string): Promise<TextFile> {
  const read = await readTextFile(path, mostMegabytes);
  return read.kind === 'text' && read.text.includes('\0')
    ? { kind: 'unreadable', reason: 'is not a text file' }
    : read;
}

/** Reads a label list of lines: any line ends; blank lines are left out. */
export async function readLabelFile(path: string): Promise<LabelFile> {
  const read = await readLabelText(path);
  if (read.kind === 'unreadable') {
    return read;
  }
  const lines = read.text
    .split(/\r\n|\n|\r/)
    .map((content, index) => ({ line: index + 1, text: content.trim() }))
    .filter((line) => line.text !== '');
  return { kind: 'lines', lines };
}

/** A decimal number as a whole field, e.g. `-2.37` or `1e2`; null for anything else, such as `NaN` or `12px`. */
export function decimal(field: string): number | null {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(field) && Number.isFinite(Number(field))
    ? Number(field)
    : null;
}
