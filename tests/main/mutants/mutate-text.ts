import type { RandomStream } from '../../../src-shared/dataset/random';

/** Changed content, and what was done to it. */
export interface Mutation<T> {
  readonly content: T;
  readonly what: string;
}

export function pick<T>(random: RandomStream, values: readonly T[]): T {
  const value = values[random.integer(values.length)];
  if (value === undefined) throw new RangeError('Nothing to pick from.');
  return value;
}

/** What a number may be replaced with. */
const nastyNumbers = [
  ...[
    '0',
    '-0',
    '-1',
    '1',
    '0.5',
    '-7.25',
    '1e999',
    '-1e999',
    '1e308',
    '1e-320',
    'NaN',
    'Infinity',
  ],
  ...[
    '',
    '9007199254740993',
    '4294967296',
    '2147483648',
    '65536',
    '0x10',
    '1_000',
    '１２',
    '1,5',
    '١',
  ],
  '9'.repeat(400),
];

/** What a word may be replaced with. */
const nastyWords = [
  ...['../../secret.png', '/etc/passwd', 'C:\\secret.png', '\\\\host\\share\\x.png', '..', '.', ''],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'null',
    'true',
    '\uFEFF',
    '\0',
    '\uD800',
    'é',
    'ﬀ',
    '👍',
  ],
  ...['con.png', 'a'.repeat(5000), '<!--', ']]>', '&lt;', '&#0;', '<![CDATA[x]]>', '"', "'", ','],
  ...['\r', '\n', '\t', '%s', '{{', '$&', '*a', '&a [*a,*a]', '!!js/function x', '<!DOCTYPE a>'],
];

/** Changes a text as its structure of lines, words and numbers suggests. */
export function mutateText(text: string, random: RandomStream): Mutation<string> {
  const lines = text.split('\n');
  const at = random.integer(lines.length);
  const withLines = (change: (lines: string[]) => void, what: string): Mutation<string> => {
    change(lines);
    return { content: lines.join('\n'), what };
  };
  switch (random.integer(13)) {
    case 0:
    case 1:
    case 2:
      return replaceMatch(text, /[-+]?\d+\.?\d*(e[-+]?\d+)?/gi, nastyNumbers, 'number', random);
    case 3:
    case 4:
      return replaceMatch(text, /[A-Za-z_][\w./-]*/g, nastyWords, 'word', random);
    case 5:
      return replaceMatch(text, /[^\w\s.]/g, [...nastyWords, '[', '{', '<', '}'], 'sign', random);
    case 6:
      return withLines((all) => all.splice(at, 1), `line ${at + 1} taken out`);
    case 7:
      return withLines((all) => all.splice(at, 0, all[at] ?? ''), `line ${at + 1} twice`);
    case 8: {
      const other = random.integer(lines.length);
      return withLines(
        (all) => {
          [all[at], all[other]] = [all[other] ?? '', all[at] ?? ''];
        },
        `lines ${at + 1} and ${other + 1} swapped`,
      );
    }
    case 9: {
      const length = random.integer(text.length + 1);
      return { content: text.slice(0, length), what: `cut off after ${length}` };
    }
    case 10: {
      const place = random.integer(text.length + 1);
      const inserted = pick(random, nastyWords);
      const content = text.slice(0, place) + inserted + text.slice(place);
      return { content, what: `${JSON.stringify(inserted.slice(0, 20))} put in at ${place}` };
    }
    case 11: {
      const start = random.integer(text.length + 1);
      const piece = text.slice(start, start + 1 + random.integer(40));
      const times = pick(random, [2, 30, 2000]);
      const content = text.slice(0, start) + piece.repeat(times) + text.slice(start + piece.length);
      return { content, what: `${JSON.stringify(piece.slice(0, 20))} ${times} times` };
    }
    default: {
      const bomb = pick(random, ['[', '{"a":', '<a>', '(', '- ', '"', '\\', '\n', '0 ', '&a [']);
      const place = random.integer(text.length + 1);
      const times = pick(random, [50, 3000, 30_000]);
      const content = text.slice(0, place) + bomb.repeat(times) + text.slice(place);
      return { content, what: `${times} ${JSON.stringify(bomb)} at ${place}` };
    }
  }
}

function replaceMatch(
  text: string,
  pattern: RegExp,
  by: readonly string[],
  what: string,
  random: RandomStream,
): Mutation<string> {
  const found = [...text.matchAll(pattern)];
  const replacement = pick(random, by);
  if (found.length === 0) {
    return { content: replacement + text, what: `${what} put before` };
  }
  const match = pick(random, found);
  const end = match.index + match[0].length;
  return {
    content: text.slice(0, match.index) + replacement + text.slice(end),
    what: `${what} ${match[0].slice(0, 20)} → ${JSON.stringify(replacement.slice(0, 20))}`,
  };
}

/** Changes a JSON text in its values: one is replaced, left out, repeated or nested. Other texts as {@link mutateText}. */
export function mutateJson(text: string, random: RandomStream): Mutation<string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // An earlier mutation has left no JSON.
    if (error instanceof SyntaxError) return mutateText(text, random);
    throw error;
  }
  const places = containersIn(value);
  if (places.length === 0) return mutateText(text, random);
  const place = pick(random, places);
  const keys = Object.keys(place);
  const key = pick(random, keys);
  const old = Reflect.get(place, key) as unknown;
  const made = nastyValue(old, random);
  if (made === undefined && !Array.isArray(place)) Reflect.deleteProperty(place, key);
  else if (made === undefined && Array.isArray(place)) place.splice(Number(key), 1);
  else Reflect.set(place, key, made);
  return {
    content: JSON.stringify(value),
    what: `${key}: ${String(JSON.stringify(old)).slice(0, 30)} → ${String(JSON.stringify(made)).slice(0, 30)}`,
  };
}

/** Objects and arrays that hold anything, all the way down. */
function containersIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(containersIn);
  return Object.keys(value).length === 0 ? inner : [value, ...inner];
}

/** So many of a value, or what makes a few MB. */
function copies(value: unknown, count: number): unknown {
  const characters = String(JSON.stringify(value)).length;
  return Array.from({ length: Math.min(count, Math.ceil(4e6 / characters)) }, () => value);
}

function nastyValue(old: unknown, random: RandomStream): unknown {
  const values: (() => unknown)[] = [
    () => undefined,
    () => null,
    () => pick(random, [0, -1, 0.5, 1e308, -1e308, 5e-324, 2 ** 53, 2 ** 32, 33]),
    () => pick(random, [true, '', 'x', [], {}, [[]], [null], '12']),
    () => pick(random, nastyWords),
    () => [old, old],
    () => ({ a: old }),
    () => copies(old, pick(random, [3, 1000, 10_000])),
    () => Array.from({ length: 90 }).reduce<unknown>((inner) => [inner], old),
    () => JSON.parse('{"__proto__":{"polluted":true},"constructor":1}') as unknown,
    () => (typeof old === 'number' ? old * pick(random, [-1, 1e-9, 1000, 1e12]) : String(old)),
    () => (typeof old === 'string' ? old.slice(1) + old : [old]),
  ];
  return pick(random, values)();
}
