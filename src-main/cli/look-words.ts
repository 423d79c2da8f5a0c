import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { pictureLookSchema } from '../../src-shared/ipc/look-schema';
import {
  normalised,
  plainLook,
  type PictureLook,
  type ValueRange,
} from '../../src-shared/labelling/picture-look';

const names = ['range', 'brightness', 'contrast', 'gamma', 'invert'] as const;

/**
 * A look as words of a command change it: `brightness=10`, `range=auto`, `range=100-4095` (of 0–65535; an 8-bit value v
 * counts 257·v), `invert=yes`; `plain` begins with the plain look.
 *
 * @throws ExpectedFailure `wrong-use`
 */
export function lookOfWords(before: PictureLook, words: readonly string[]): PictureLook {
  let look: unknown = before;
  for (const word of words) {
    if (word === 'plain') {
      look = plainLook;
      continue;
    }
    const [name = '', text = ''] = word.split('=');
    const known = names.find((candidate) => candidate === name);
    if (known === undefined) throw wrong(word);
    look = { ...(look as PictureLook), [known]: valueOf(known, text) };
  }
  const parsed = pictureLookSchema.safeParse(look);
  if (!parsed.success) throw wrong(words.join(' '));
  return parsed.data;
}

/** The words that set a look; `plain` for none. */
export function lookText(look: PictureLook): string {
  const { range, ...rest } = normalised(look);
  const parts = { range: rangeText(range), ...rest };
  const usual = { ...plainLook, range: rangeText(plainLook.range) };
  const words = names
    .filter((name) => parts[name] !== usual[name])
    .map((name) => `${name}=${name === 'invert' ? 'yes' : String(parts[name])}`);
  return words.length === 0 ? 'plain' : words.join(' ');
}

function rangeText(range: ValueRange): string {
  return range.kind === 'window' ? `${range.low}-${range.high}` : range.kind;
}

/** Left unchecked: the schema that guards the table of requests has the bounds. */
function valueOf(name: (typeof names)[number], text: string): unknown {
  if (name === 'invert') return text === 'yes' ? true : text === 'no' ? false : null;
  if (name !== 'range') return text === '' ? null : Number(text);
  const [whole, low, high] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  return whole === undefined
    ? { kind: text }
    : { kind: 'window', low: Number(low), high: Number(high) };
}

function wrong(words: string): ExpectedFailure {
  return new ExpectedFailure(
    'wrong-use',
    `"${words}" is no look; nothing was changed.`,
    'Write e.g. range=auto (or whole, stretch, 100-4095), brightness=-100…100, contrast=-100…100, gamma=0.2…5, invert=yes|no, or plain.',
  );
}
