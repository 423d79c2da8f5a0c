import { readFile, stat } from 'node:fs/promises';

export type TextFile =
  | { readonly kind: 'text'; readonly text: string }
  /** Why, as the end of a sentence about the file. */
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * Reads a text of somebody else's: UTF-8 with or without a byte order mark.
 *
 * @param mostMegabytes a larger file is not read at all; 1 MB = 2^20 bytes.
 */
export async function readTextFile(path: string, mostMegabytes: number): Promise<TextFile> {
  try {
    const { size } = await stat(path);
    if (size > mostMegabytes * 1024 * 1024) {
      return { kind: 'unreadable', reason: `is larger than ${mostMegabytes} MB` };
    }
    // TextDecoder takes the byte order mark away.
    return { kind: 'text', text: new TextDecoder('utf-8').decode(await readFile(path)) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return { kind: 'unreadable', reason: `cannot be read (${code})` };
  }
}
