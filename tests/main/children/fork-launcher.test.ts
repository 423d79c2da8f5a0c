import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ChildChannel } from '../../../src-main/children/child-channel';
import { childEntryFile } from '../../../src-main/children/child-entry-file';
import { forkLauncher } from '../../../src-main/children/fork-launcher';

const folder = mkdtempSync(join(tmpdir(), 'ellipsight-children-'));
// Stands where the built trainer does: answers each message, and ends as it is told to.
writeFileSync(
  join(folder, 'trainer.js'),
  `process.on('message', (message) => {
     if (message.exit !== undefined) process.exit(message.exit);
     if (message.throw) throw new Error('as told');
     if (message.spin) for (;;);
     process.send({ message, args: process.argv.slice(2), env: process.env.FROM_THE_TEST });
   });`,
);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function launch(): ChildChannel {
  return forkLauncher(folder).launch('trainer', ['a', 'b c'], { FROM_THE_TEST: 'yes' });
}

function exitOf(child: ChildChannel): Promise<number | null> {
  return new Promise((resolve) => child.onExit(resolve));
}

describe('a child process of the command line', () => {
  it('gets its arguments, environment and messages, typed arrays included', async () => {
    const child = launch();
    const answer = new Promise((resolve) => child.onMessage(resolve));
    child.send({ bytes: Uint8Array.of(1, 2, 255), when: new Date(7), none: undefined });
    expect(await answer).toEqual({
      message: { bytes: Uint8Array.of(1, 2, 255), when: new Date(7), none: undefined },
      args: ['a', 'b c'],
      env: 'yes',
    });
    child.kill();
    await exitOf(child);
  });

  it('tells its exit code, also to who asks late', async () => {
    const child = launch();
    child.send({ exit: 3 });
    expect(await exitOf(child)).toBe(3);
    expect(await exitOf(child)).toBe(3);
  });

  it('tells of a crash', async () => {
    const child = launch();
    child.send({ throw: true });
    expect(await exitOf(child)).toBe(1);
  });

  it('dies at once when it is killed, even inside a call that never ends', async () => {
    const child = launch();
    child.send({ spin: true });
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.kill();
    expect(await exitOf(child)).toBeNull();
  });

  it('takes messages and kills after its end as what they are: nothing', async () => {
    const child = launch();
    child.send({ exit: 0 });
    await exitOf(child);
    expect(() => child.send({ late: true })).not.toThrow();
    expect(() => child.kill()).not.toThrow();
  });

  it('tells its exit where its file is missing', async () => {
    const child = forkLauncher(join(folder, 'nowhere')).launch('decoder', [], {});
    expect(await exitOf(child)).toBe(1);
  });
});

describe('the file of a child', () => {
  it('lies beside the bundle, in a package beside the archive', () => {
    expect(childEntryFile('/x/out/main', 'decoder')).toBe('/x/out/main/decoder.js');
    expect(childEntryFile('/opt/E/resources/app.asar/out/main', 'trainer')).toBe(
      '/opt/E/resources/app.asar.unpacked/out/main/trainer.js',
    );
  });
});
