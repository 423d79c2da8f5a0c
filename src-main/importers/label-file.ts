import { readFile, stat } from 'node:fs/promises';

/** Label lists of the largest data sets have some MB. */
const maxLabelBytes = 64 * 1024 * 1024;

export interface LabelLine {
  /** 1-based, as an editor counts. */
  readonly line: number;
  readonly text: string;
}

export type LabelFile =
  | { readonly kind: 'lines'; readonly lines: readonly LabelLine[] }
  | { readonly kind: 'unreadable'; readonly reason: string };

export type LabelText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Reads a label list as it is: UTF-8 with or without a byte order mark. */
export async function readLabelText(path: string): Promise<LabelText> {
  let text: string;
  try {
    const { size } = await stat(path);
    if (size > maxLabelBytes) {
      return { kind: 'unreadable', reason: 'is larger than 64 MB, which no label list is' };
    }
    // TextDecoder takes the byte order mark away.
    text = new TextDecoder('utf-8').decode(await readFile(path));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return { kind: 'unreadable', reason: `cannot be read (${code})` };
  }
  return text.includes('\0')
    ? { kind: 'unreadable', reason: 'is not a text file' }
    : { kind: 'text', text };
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
