import { readTextFile } from './text-file';

/** Annotations of 300,000 ellipses as polygons have about 400 MB; a text in V8 has at most 512 MB. */
const mostMegabytes = 480;

/** Brackets in brackets: no format here needs ten. */
const maxDepth = 64;

export type JsonFile =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Reads a JSON file within limits of size and depth. The value must be checked by a schema before it is used. */
export async function readJsonFile(path: string): Promise<JsonFile> {
  const read = await readTextFile(path, mostMegabytes);
  return read.kind === 'unreadable' ? read : parseJson(read.text);
}

/** As {@link readJsonFile}, of a text. */
export function parseJson(text: string): JsonFile {
  if (deepest(text) > maxDepth) {
    return { kind: 'unreadable', reason: `has more than ${maxDepth} brackets in each other` };
  }
  try {
    const value: unknown = JSON.parse(text);
    return { kind: 'value', value };
  } catch (error) {
    const finding = error instanceof Error ? error.message.slice(0, 120) : '';
    return { kind: 'unreadable', reason: `is not JSON (${finding})` };
  }
}

/** How deep brackets lie in each other, outside of strings; stops at once where it is too deep. */
function deepest(text: string): number {
  let depth = 0;
  let most = 0;
  let inString = false;
  for (let i = 0; i < text.length && most <= maxDepth; i += 1) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === 0x5c) i += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) {
      inString = true;
    } else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      most = Math.max(most, depth);
    } else if (code === 0x5d || code === 0x7d) {
      depth -= 1;
    }
  }
  return most;
}
