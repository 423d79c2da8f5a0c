import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reviews, sides, verdicts } from '../../src-shared/dataset/label';
import { historyKinds } from '../../src-shared/ipc/image-history';
import { presetNames, trainingModes } from '../../src-shared/training/training-plan';
import { runStates } from '../../src-shared/training/training-progress';
import { planFieldGroups } from '../../src-renderer/training/plan-fields';
import { allLanguages, localeOf } from '../../src-shared/language/languages';

const renderer = resolve(import.meta.dirname, '../../src-renderer');

function flat(words: object, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') found.set(prefix + key, value);
    else for (const [name, text] of flat(value, `${prefix}${key}.`)) found.set(name, text);
  }
  return found;
}

function placeholders(text: string): string[] {
  return [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
}

const english = flat(localeOf('en').words);
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(vue|ts)$/.test(name))
  .map((name) => readFileSync(join(renderer, name), 'utf8'));

/** Keys asked for in the sources; `${…}` stands for any one part. */
const asked = sources.flatMap((text) =>
  [...text.matchAll(/\b(?:t|te|translate)\(\s*(['`])([^'`]+)\1/g)].map((match) => match[2] ?? ''),
);

function pattern(key: string): RegExp {
  const escaped = key.replace(/[.\\+*?^$(){}|[\]]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\\\$\\\{.*?\\\}(?=\\\.|$|[A-Z])/g, '[\\w-]+')}$`);
}

describe.each([...allLanguages])('the language %s', (_code, { words }) => {
  const translated = flat(words);

  it('has exactly the keys of English', () => {
    expect([...translated.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('keeps every placeholder', () => {
    for (const [key, text] of english) {
      expect(placeholders(translated.get(key) ?? ''), key).toEqual(placeholders(text));
    }
  });

  it('leaves no text empty', () => {
    expect([...translated].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});

describe('the English words', () => {
  it('hold every key that the sources ask for', () => {
    const missing = asked.filter(
      (key) => ![...english.keys()].some((has) => pattern(key).test(has)),
    );
    expect(missing).toEqual([]);
  });

  it('hold nothing that no source asks for', () => {
    // Cards of choices build their keys from a namespace; lists of these are checked below.
    const built = /^(preset|mode)\.[\w-]+\.what$/;
    const patterns = asked.map(pattern);
    const unused = [...english.keys()].filter(
      (key) => !built.test(key) && !patterns.some((wanted) => wanted.test(key)),
    );
    expect(unused).toEqual([]);
  });

  it.each([
    ...verdicts.map((name) => `verdict.${name}`),
    ...reviews.map((name) => `review.${name}`),
    ...historyKinds.map((name) => `history.kinds.${name}`),
    ...sides.map((name) => `side.${name}`),
    ...runStates.map((name) => `run.states.${name}`),
    ...[...presetNames, 'custom'].flatMap((name) => [`preset.${name}.name`, `preset.${name}.what`]),
    ...trainingModes.flatMap((name) => [`mode.${name}.name`, `mode.${name}.what`]),
    ...(['teacher', 'student'] as const).flatMap((kind) =>
      planFieldGroups(kind).flatMap((group) => [
        `plan.groups.${group.name}`,
        ...group.fields.flatMap(({ name }) => [`plan.fields.${name}`, `plan.hints.${name}`]),
      ]),
    ),
  ])('name %s', (key) => {
    expect(english.has(key)).toBe(true);
  });
});
