// What record-writes.c writes down: a head of 32 bytes (little-endian: kind, process, descriptor, bytes of the path,
// bytes of data, 0, a 64-bit number), then the path and the data.

/** One change, in the order in which they came to be. */
export type Change = { readonly process: number } & (
  | {
      readonly kind: 'open';
      readonly file: number;
      readonly path: string;
      readonly empties: boolean;
    }
  | { readonly kind: 'close' | 'sync'; readonly file: number }
  | { readonly kind: 'write'; readonly file: number; readonly at: number; readonly data: Buffer }
  | { readonly kind: 'resize'; readonly file: number; readonly bytes: number }
  | { readonly kind: 'make-folder' | 'remove'; readonly path: string }
  | { readonly kind: 'rename' | 'link'; readonly path: string; readonly to: string }
);

const headBytes = 32;

/** O_TRUNC of Linux, on every processor that Node runs on. */
const truncates = 0o1000;

/**
 * Reads a log.
 *
 * @throws Error for a way of writing that cannot be replayed.
 */
export function readLog(log: Buffer): readonly Change[] {
  const changes: Change[] = [];
  for (let at = 0; at < log.length;) {
    const pathBytes = log.readUInt32LE(at + 12);
    const dataBytes = log.readUInt32LE(at + 16);
    const path = at + headBytes;
    const data = path + pathBytes;
    changes.push(
      change(
        String.fromCharCode(log.readUInt32LE(at)),
        { process: log.readUInt32LE(at + 4), file: log.readInt32LE(at + 8) },
        Number(log.readBigInt64LE(at + 24)),
        log.toString('utf8', path, data),
        log.subarray(data, data + dataBytes),
      ),
    );
    at = data + dataBytes;
  }
  return changes;
}

function change(
  kind: string,
  who: { readonly process: number; readonly file: number },
  number: number,
  path: string,
  data: Buffer,
): Change {
  const { process } = who;
  switch (kind) {
    case 'O':
      return { kind: 'open', ...who, path, empties: (number & truncates) !== 0 };
    case 'C':
      return { kind: 'close', ...who };
    case 'S':
      return { kind: 'sync', ...who };
    case 'W':
      return { kind: 'write', ...who, at: number, data };
    case 'T':
      return { kind: 'resize', ...who, bytes: number };
    case 'M':
      return { kind: 'make-folder', process, path };
    case 'U':
      return { kind: 'remove', process, path };
    case 'R':
      return { kind: 'rename', process, path, to: data.toString('utf8') };
    case 'L':
      return { kind: 'link', process, path, to: data.toString('utf8') };
    default:
      throw new Error(`The log holds "${kind}" (${path}), which cannot be replayed.`);
  }
}
