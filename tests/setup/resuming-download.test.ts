import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ResumingDownload } from '../../scripts/setup/resuming-download.mjs';
import { startRangeServer, type Behaviour, type RangeServer } from './support/range-server';
import { temporaryFolders } from './support/temporary-folder';

const content = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7) % 251);
const folder = temporaryFolders();
let server: RangeServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function prepare(behaviours: readonly Behaviour[], alreadyThere = 0) {
  server = await startRangeServer('electron.zip', content, behaviours);
  const place = folder();
  const partial = join(place, 'downloads', 'electron.zip.part');
  const limits = { answerMilliseconds: 300, silenceMilliseconds: 300 };
  const download = new ResumingDownload(partial, 'test', limits);
  if (alreadyThere > 0) {
    mkdirSync(join(place, 'downloads'));
    writeFileSync(partial, content.subarray(0, alreadyThere));
  }
  const target = join(place, 'electron.zip');
  return {
    server,
    partial,
    target,
    run: () => download.download(`${server?.url}/files/electron.zip`, target),
  };
}

describe('the resuming download', () => {
  it('asks only for the bytes that an earlier run did not get', async () => {
    const { server, target, run } = await prepare([{ kind: 'serve' }], 40_000);
    await run();
    expect(server.ranges).toEqual(['bytes=40000-']);
    expect(readFileSync(target).equals(content)).toBe(true);
  });

  it('continues in the same run when the connection breaks', async () => {
    const { server, target, run } = await prepare([
      { kind: 'break', afterBytes: 30_000 },
      { kind: 'break', afterBytes: 30_000 },
      { kind: 'serve' },
    ]);
    await run();
    expect(server.ranges).toEqual([undefined, 'bytes=30000-', 'bytes=60000-']);
    expect(readFileSync(target).equals(content)).toBe(true);
  });

  it('continues when the server falls silent', async () => {
    const { server, target, run } = await prepare([
      { kind: 'stall', afterBytes: 50_000 },
      { kind: 'serve' },
    ]);
    await run();
    expect(server.ranges).toEqual([undefined, 'bytes=50000-']);
    expect(readFileSync(target).equals(content)).toBe(true);
  });

  it('begins anew when the server cannot continue', async () => {
    const { target, run } = await prepare([{ kind: 'ignore-range' }], 40_000);
    await run();
    expect(readFileSync(target).equals(content)).toBe(true);
  });

  it('takes what is there when nothing is missing', async () => {
    const { target, run } = await prepare([{ kind: 'serve' }], content.length);
    await run();
    expect(readFileSync(target).equals(content)).toBe(true);
  });

  it('does not ask twice when the server refuses', async () => {
    const { server, target, run } = await prepare([{ kind: 'refuse', status: 404 }]);
    await expect(run()).rejects.toThrow('the server answered 404');
    expect(server.ranges).toHaveLength(1);
    expect(existsSync(target)).toBe(false);
  });

  it('gives up a server that does not answer, and says so', async () => {
    const { server, run } = await prepare([{ kind: 'silent' }]);
    await expect(run()).rejects.toThrow('no answer within 0.3 s');
    expect(server.ranges).toHaveLength(1);
  });

  it('keeps the bytes it has when it gives up', async () => {
    const { partial, run } = await prepare([
      { kind: 'break', afterBytes: 20_000 },
      { kind: 'refuse', status: 503 },
    ]);
    await expect(run()).rejects.toThrow('503');
    expect(readFileSync(partial).length).toBe(20_000);
  });
});
