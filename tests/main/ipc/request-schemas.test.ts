import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { requestNames } from '../../../src-shared/ipc/request-names';
import { requestSchemas } from '../../../src-shared/ipc/request-schemas';
import type { RequestArgument, RequestName } from '../../../src-shared/ipc/requests';
import { validArguments } from './valid-arguments';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** Does not compile where a schema lets through more or less than the type of its request. */
const typesAgree: {
  readonly [N in RequestName]: Same<z.output<(typeof requestSchemas)[N]>, RequestArgument<N>>;
} = Object.fromEntries(requestNames.map((name) => [name, true])) as {
  readonly [N in RequestName]: true;
};

describe('the schemas of the requests', () => {
  it('are as many as the requests, under the same names', () => {
    expect(Object.keys(requestSchemas).sort()).toEqual([...requestNames].sort());
    expect(Object.keys(typesAgree)).toHaveLength(requestNames.length);
  });

  it.each(requestNames)('%s takes what a view sends, and gives it back unchanged', (name) => {
    expect(requestSchemas[name].parse(validArguments[name])).toEqual(validArguments[name]);
  });

  it.each(requestNames)('%s refuses a field that it does not know', (name) => {
    const result = requestSchemas[name].safeParse({ ...validArguments[name], extra: 1 });
    expect(result.success).toBe(false);
  });

  const refused: readonly (readonly [RequestName, string, unknown])[] = [
    ['images.page', 'more than 500 rows', { ...validArguments['images.page'], limit: 501 }],
    ['images.page', 'an offset before the first', { ...validArguments['images.page'], offset: -1 }],
    ['images.get', 'an id that is no whole number', { imageId: 1.5 }],
    ['images.get', 'an id beyond exact integers', { imageId: 2 ** 53 }],
    ['project.open', 'an empty path', { path: '' }],
    ['project.open', 'a path with a NUL', { path: '/a\0b' }],
    ['project.open', 'a path of a million characters', { path: 'a'.repeat(1_000_000) }],
    ['runs.get', 'a run that leads out of its folder', { run: '../../elsewhere' }],
    ['runs.get', 'a run that begins like a switch', { run: '-rf' }],
    [
      'labels.add-ellipses',
      'a centre that is not finite',
      { imageId: 1, shapes: [{ x: Number.POSITIVE_INFINITY, y: 0, a: 1, b: 1, angle: 0 }] },
    ],
    [
      'labels.add-ellipses',
      'a semi-axis of zero',
      { imageId: 1, shapes: [{ x: 0, y: 0, a: 0, b: 1, angle: 0 }] },
    ],
    [
      'labels.add-ellipses',
      'an angle that is not a number',
      { imageId: 1, shapes: [{ x: 0, y: 0, a: 1, b: 1, angle: Number.NaN }] },
    ],
    [
      'labels.delete-ellipses',
      'more ellipses than an image can have',
      { imageId: 1, ellipseIds: Array.from({ length: 1001 }, (_, index) => index + 1) },
    ],
    [
      'project.sample',
      'images too large to draw',
      { ...validArguments['project.sample'], size: 8193 },
    ],
  ];

  it.each(refused)('%s refuses %s', (name, _what, argument) => {
    expect(requestSchemas[name].safeParse(argument).success).toBe(false);
  });
});
