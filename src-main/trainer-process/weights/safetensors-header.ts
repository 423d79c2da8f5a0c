/** Where one tensor lies in the data part of a safetensors file. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Byte range inside the data part. */
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  readonly tensors: readonly TensorEntry[];
  readonly metadata: ReadonlyMap<string, string>;
}

/** Largest header that is read, bytes. */
export const largestHeader = 16 * 2 ** 20;

/** Why a file is not taken; the message is one sentence without the file's name. */
export class SafetensorsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SafetensorsError';
  }
}

const bytesOf: ReadonlyMap<string, number> = new Map([
  ['BOOL', 1],
  ['U8', 1],
  ['I8', 1],
  ['F16', 2],
  ['BF16', 2],
  ['I16', 2],
  ['U16', 2],
  ['F32', 4],
  ['I32', 4],
  ['U32', 4],
  ['F64', 8],
  ['I64', 8],
  ['U64', 8],
]);

/**
 * Reads the JSON header of a safetensors file, strictly: tensors fill the data part without holes or overlaps,
 * no name comes twice, and every length fits its shape.
 *
 * @param text the header
 * @param dataLength bytes of the file after the header
 * @throws SafetensorsError
 */
export function parseHeader(text: string, dataLength: number): SafetensorsHeader {
  const parsed = parseObject(text);
  refuseRepeatedNames(text);
  const metadata = new Map<string, string>();
  const tensors: TensorEntry[] = [];
  for (const [name, value] of Object.entries(parsed)) {
    if (!isObject(value)) {
      throw new SafetensorsError(`The entry "${name}" of its header is not an object.`);
    }
    if (name === '__metadata__') {
      for (const [key, text] of Object.entries(value)) {
        if (typeof text !== 'string') {
          throw new SafetensorsError(`The metadata "${key}" is not a text.`);
        }
        metadata.set(key, text);
      }
    } else {
      tensors.push(tensorEntry(name, value));
    }
  }
  const ordered = tensors.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let reached = 0;
  for (const { name, begin, end } of ordered) {
    if (begin !== reached) {
      const what = begin < reached ? 'overlaps the one before it' : 'leaves a hole before it';
      throw new SafetensorsError(`The tensor "${name}" ${what}.`);
    }
    reached = end;
  }
  if (reached !== dataLength) {
    throw new SafetensorsError(
      `Its tensors take ${reached} bytes, but the file holds ${dataLength}.`,
    );
  }
  return { tensors: ordered, metadata };
}

/** The header of tensors laid one after the other, padded with spaces to a multiple of 8 bytes. */
export function formatHeader(
  tensors: readonly { readonly name: string; readonly shape: readonly number[] }[],
  metadata: Readonly<Record<string, string>>,
): string {
  let reached = 0;
  const entries = tensors.map(({ name, shape }) => {
    const begin = reached;
    reached += 4 * shape.reduce((product, side) => product * side, 1);
    return [name, { dtype: 'F32', shape, data_offsets: [begin, reached] }] as const;
  });
  const text = JSON.stringify(Object.fromEntries([['__metadata__', metadata], ...entries]));
  const length = new TextEncoder().encode(text).length;
  return text + ' '.repeat((8 - (length % 8)) % 8);
}

function tensorEntry(name: string, value: Readonly<Record<string, unknown>>): TensorEntry {
  const { dtype, shape, data_offsets: offsets } = value;
  const size = typeof dtype === 'string' ? bytesOf.get(dtype) : undefined;
  if (typeof dtype !== 'string' || size === undefined) {
    throw new SafetensorsError(`The tensor "${name}" has no known type.`);
  }
  if (!isCounts(shape) || shape.length > 8) {
    throw new SafetensorsError(`The tensor "${name}" has no valid shape.`);
  }
  const [begin, end] = isCounts(offsets) ? offsets : [];
  if (!isCounts(offsets) || offsets.length !== 2 || begin === undefined || end === undefined) {
    throw new SafetensorsError(`The tensor "${name}" has no valid place in the file.`);
  }
  const bytes = shape.reduce((product, side) => product * side, size);
  if (end - begin !== bytes) {
    throw new SafetensorsError(
      `The tensor "${name}" should take ${bytes} bytes, but its place has ${end - begin}.`,
    );
  }
  return { name, dtype, shape, begin, end };
}

function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && count >= 0);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new SafetensorsError('Its header is not valid JSON.');
  }
  if (!isObject(parsed)) {
    throw new SafetensorsError('Its header is not an object.');
  }
  return parsed;
}

// JSON.parse keeps the last of two equal names without a word.
function refuseRepeatedNames(text: string): void {
  const names = new Set<string>();
  const token = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/gs;
  let depth = 0;
  for (const match of text.matchAll(token)) {
    const [found, colon] = match;
    if (found === '{' || found === '[') {
      depth += 1;
    } else if (found === '}' || found === ']') {
      depth -= 1;
    } else if (depth === 1 && colon !== undefined) {
      const name = String(JSON.parse(found.slice(0, found.length - colon.length)));
      if (names.has(name)) {
        throw new SafetensorsError(`The name "${name}" comes twice.`);
      }
      names.add(name);
    }
  }
}
