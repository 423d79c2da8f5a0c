import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ChildChannel, ChildLauncher } from '../../../src-main/children/child-channel';
import { forkLauncher } from '../../../src-main/children/fork-launcher';
import type { DecoderMessage } from '../../../src-main/decoder-process/decoder-calls';
import { testLauncher } from '../child-processes';
import { grayPng, writeTo } from '../made-images';
import { temporaryFolder } from '../temporary-project';
import { client, failureOf } from './test-decoder';

/** The real children, with a hand on them: a call for a file may cost its process a signal. */
function watchedLauncher(signalFor: (file: string) => NodeJS.Signals | null = () => null): {
  launcher: ChildLauncher;
  children: ChildChannel[];
} {
  const children: ChildChannel[] = [];
  const real = testLauncher();
  return {
    children,
    launcher: {
      launch: (entry, args, env) => {
        const child = real.launch(entry, args, env);
        const watched: ChildChannel = {
          ...child,
          send: (message) => {
            const signal = signalFor((message as DecoderMessage<'inspect'>).argument.file);
            // Before the call, so that it cannot be answered.
            if (signal !== null && child.pid !== undefined) process.kill(child.pid, signal);
            child.send(message);
          },
        };
        children.push(watched);
        return watched;
      },
    },
  };
}

describe('a decoder process that is lost', () => {
  test('is replaced, and its calls are made again', async () => {
    const folder = temporaryFolder();
    for (let i = 0; i < 12; i += 1) writeTo(join(folder, `${i}.png`), await grayPng(i, 512, 512));
    const { launcher, children } = watchedLauncher();
    const decoder = client(launcher);
    await decoder.inspect(join(folder, '0.png'));
    const calls = Array.from({ length: 12 }, (_, i) =>
      decoder.call('store-image', {
        file: join(folder, `${i}.png`),
        imagesFolder: join(folder, 'images'),
      }),
    );
    children[0]?.kill();
    const stored = await Promise.all(calls);
    expect(new Set(stored.map((image) => image.sha256)).size).toBe(12);
    expect(children.length).toBeGreaterThanOrEqual(3);
  });

  test.each([
    ['ends', 'SIGKILL' as const, 30_000],
    ['falls silent', 'SIGSTOP' as const, 3_000],
  ])('that %s at one file each time fails that file alone', async (_, signal, silenceLimitMs) => {
    const folder = temporaryFolder();
    for (let i = 0; i < 8; i += 1) writeTo(join(folder, `${i}.png`), await grayPng(i));
    const { launcher, children } = watchedLauncher((file) =>
      file.endsWith('3.png') ? signal : null,
    );
    const decoder = client(launcher, silenceLimitMs);
    const outcomes = await Promise.allSettled(
      [0, 1, 2, 3, 4, 5, 6, 7].map((i) => decoder.inspect(join(folder, `${i}.png`))),
    );
    expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7].map((i) => i !== 3),
    );
    const [failed] = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(String(failed?.reason)).toContain('twice');
    expect(children.length).toBeGreaterThanOrEqual(3);
  });

  test('that never comes up is a missing part, not a bad file', async () => {
    const decoder = client(forkLauncher(temporaryFolder()));
    expect(await failureOf(decoder.inspect('/any.png'))).toMatchObject({ kind: 'missing-part' });
  });

  test('answers nothing more once the project is closed', async () => {
    const decoder = client();
    const open = decoder.inspect('/nowhere.png');
    open.catch(() => undefined);
    await decoder.close();
    expect(await failureOf(open)).toMatchObject({ kind: 'cancelled' });
    expect(await failureOf(decoder.inspect('/nowhere.png'))).toMatchObject({ kind: 'cancelled' });
  });
});
