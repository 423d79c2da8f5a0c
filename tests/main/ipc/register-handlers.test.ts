import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestChannel } from '../../../src-shared/ipc/channels';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { requestNames } from '../../../src-shared/ipc/request-names';
import type { RequestName } from '../../../src-shared/ipc/requests';
import {
  registerHandlers,
  RequestRejection,
  type Handlers,
} from '../../../src-main/ipc/register-handlers';
import { validArguments } from './valid-arguments';

type Listener = (event: string, ...received: unknown[]) => Promise<unknown>;

/** The router over handlers that all do the same; the event is only the word that the trust check looks at. */
function router(answer: (name: RequestName, argument: unknown) => unknown) {
  const channels = new Map<string, Listener>();
  const calls: (readonly [RequestName, unknown])[] = [];
  const rejections: RequestRejection[] = [];
  const causes: unknown[] = [];
  const handlers = Object.fromEntries(
    requestNames.map((name) => [
      name,
      (argument: unknown) => {
        calls.push([name, argument]);
        return answer(name, argument);
      },
    ]),
  );
  registerHandlers<string>({
    receiver: { handle: (channel, listener) => channels.set(channel, listener) },
    // Built by name above: TypeScript cannot see that each takes the argument of its own request.
    handlers: handlers as unknown as Handlers,
    isTrusted: (event) => event === 'trusted',
    report: (rejection, cause) => {
      rejections.push(rejection);
      causes.push(cause);
    },
  });
  const send = (name: RequestName, event: string, ...received: unknown[]): Promise<unknown> => {
    const listener = channels.get(requestChannel(name));
    if (listener === undefined) throw new Error(`no channel for ${name}`);
    return listener(event, ...received);
  };
  return { channels, calls, rejections, causes, send };
}

/** What a request without fields would accept: anything that is an object and has no field. */
function isEmptyObject(message: unknown): boolean {
  return (
    typeof message === 'object' &&
    message !== null &&
    !Array.isArray(message) &&
    Object.keys(message).length === 0
  );
}

/** Wrong in every field of every request. */
const wrongValues = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  undefined,
  -0.5,
  'x'.repeat(40_000),
  [[]],
  new Date(0),
];

/** Arguments that are nearly right: one field gone, one spoilt, or one too many. */
function nearMiss(name: RequestName): fc.Arbitrary<unknown> {
  const valid = validArguments[name];
  const keys = Object.keys(valid);
  const extra = fc
    .string({ minLength: 1 })
    .filter((key) => !keys.includes(key) && key !== '__proto__')
    .chain((key) => fc.anything().map((value) => ({ ...valid, [key]: value })));
  if (keys.length === 0) return extra;
  const key = fc.constantFrom(...keys);
  const gone = key.map((missing) =>
    Object.fromEntries(Object.entries(valid).filter(([name_]) => name_ !== missing)),
  );
  const spoilt = fc
    .tuple(key, fc.constantFrom(...wrongValues))
    .map(([field, value]) => ({ ...valid, [field]: value }));
  return fc.oneof(gone, spoilt, extra);
}

describe('the router', () => {
  it('has one channel a request, and no other', () => {
    const { channels } = router(() => null);
    expect([...channels.keys()].sort()).toEqual(requestNames.map(requestChannel).sort());
  });

  it.each(requestNames)(
    '%s: gives a valid argument to its handler, and its answer back',
    async (name) => {
      const { send, calls, rejections } = router((called) => ({ answerOf: called }));
      await expect(send(name, 'trusted', validArguments[name])).resolves.toEqual({
        ok: true,
        value: { answerOf: name },
      });
      expect(calls).toEqual([[name, validArguments[name]]]);
      expect(rejections).toEqual([]);
    },
  );

  it.each(requestNames)(
    '%s: turns 1,000 random messages away without calling its handler',
    async (name) => {
      const { send, calls, rejections } = router(() => null);
      const random = fc
        .anything({ withNullPrototype: true, withDate: true, withMap: true, withTypedArray: true })
        .filter((message) => !isEmptyObject(message));
      await fc.assert(
        fc.asyncProperty(fc.oneof(random, nearMiss(name)), async (message) => {
          const error = await send(name, 'trusted', message).then(
            () => 'answered',
            (reason: unknown) => reason,
          );
          expect(error).toBeInstanceOf(RequestRejection);
          expect(error).toMatchObject({ reason: 'malformed-argument' });
        }),
        { numRuns: 1000, endOnFailure: true },
      );
      expect(calls).toEqual([]);
      expect(rejections.length).toBeGreaterThanOrEqual(1000);
    },
  );

  it.each([0, 2, 3])('turns a message of %i arguments away', async (count) => {
    const { send, calls } = router(() => null);
    const received = Array.from({ length: count }, () => ({}));
    await expect(send('app.state', 'trusted', ...received)).rejects.toMatchObject({
      reason: 'malformed-argument',
    });
    expect(calls).toEqual([]);
  });

  it.each(requestNames)(
    '%s: refuses an untrusted sender before it looks at anything',
    async (name) => {
      const { send, calls, rejections } = router(() => null);
      await expect(send(name, 'a frame', validArguments[name])).rejects.toThrow(
        /^\[untrusted-sender\]/,
      );
      await expect(send(name, 'a frame', 'junk')).rejects.toThrow(/^\[untrusted-sender\]/);
      expect(calls).toEqual([]);
      expect(rejections.map(({ reason }) => reason)).toEqual([
        'untrusted-sender',
        'untrusted-sender',
      ]);
    },
  );

  it('answers an expected failure as a value, thrown at once or later', async () => {
    const failing = router((_name, argument) => {
      const failure = new ExpectedFailure('not-found', 'There is no image 7.', 'Choose another.');
      if ((argument as { imageId: number }).imageId === 7) throw failure;
      return Promise.reject(failure);
    });
    const answer = {
      ok: false,
      failure: { kind: 'not-found', message: 'There is no image 7.', next: 'Choose another.' },
    };
    await expect(failing.send('images.get', 'trusted', { imageId: 7 })).resolves.toEqual(answer);
    await expect(failing.send('images.get', 'trusted', { imageId: 8 })).resolves.toEqual(answer);
    expect(failing.rejections).toEqual([]);
  });

  it('rejects loudly for a bug, and reports what it came from', async () => {
    const bug = new TypeError('x is not a function');
    const failing = router(() => {
      throw bug;
    });
    await expect(failing.send('app.state', 'trusted', {})).rejects.toThrow(
      '[bug] app.state: x is not a function',
    );
    expect(failing.causes).toEqual([bug]);
  });
});
