import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cacheFolder } from '../../scripts/setup/cache-folder.mjs';
import { python } from '../../scripts/setup/pip.mjs';
import { fetchWheel } from '../../scripts/setup/wheel.mjs';
import { startRangeServer, type Behaviour, type RangeServer } from './support/range-server';
import { temporaryFolders } from './support/temporary-folder';

const recipes = JSON.parse(readFileSync(resolve('resources/native-parts.json'), 'utf8'));
const pip = join(cacheFolder(), `pip-${recipes.pip.version}`);
const file = 'probe_wheel-1.0-py3-none-any.whl';
const content = Buffer.from(Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * 31) % 253));
const sha256 = createHash('sha256').update(content).digest('hex');
const wheel = { project: 'probe-wheel', version: '1.0', file, sha256 };
const folder = temporaryFolders();
let server: RangeServer | undefined;

/** A cache of its own, but with the pip that the set-up has fetched: these tests need no network. */
async function prepare(behaviours: readonly Behaviour[], alreadyThere?: Uint8Array) {
  server = await startRangeServer(file, content, behaviours);
  vi.stubEnv('PIP_INDEX_URL', `${server.url}/simple`);
  const cache = folder();
  symlinkSync(pip, join(cache, `pip-${recipes.pip.version}`));
  const said: string[] = [];
  const context = {
    root: resolve('.'),
    cache,
    recipes,
    options: { retry: false, weights: undefined, device: undefined },
    say: (text: string) => said.push(text),
  };
  const partial = join(cache, 'downloads', `${file}.part`);
  if (alreadyThere !== undefined) {
    mkdirSync(join(cache, 'downloads'));
    writeFileSync(partial, alreadyThere);
  }
  return {
    server,
    cache,
    partial,
    said,
    run: (which = wheel) => fetchWheel(context, 'the probe', which),
  };
}

beforeEach(() => {
  // Whatever the user's pip is told, these tests ask the server on the loopback interface only.
  vi.stubEnv('PIP_CONFIG_FILE', '/dev/null');
  vi.stubEnv('PIP_FIND_LINKS', '');
  vi.stubEnv('PIP_EXTRA_INDEX_URL', '');
  vi.stubEnv('NO_PROXY', '127.0.0.1');
  vi.stubEnv('no_proxy', '127.0.0.1');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server?.close();
  server = undefined;
});

describe.skipIf(!existsSync(pip))('fetching a wheel (needs the pip of a finished set-up)', () => {
  it('finds it by project and file name through the index of pip, and checks it', async () => {
    const { cache, run } = await prepare([{ kind: 'serve' }]);
    expect(await run()).toBe(join(cache, 'downloads', file));
    expect(readFileSync(join(cache, 'downloads', file)).equals(content)).toBe(true);
  });

  it('continues a partial file of an earlier run', async () => {
    const { server, partial, run } = await prepare(
      [{ kind: 'serve' }],
      content.subarray(0, 1_234_567),
    );
    const path = await run();
    expect(server.ranges).toEqual(['bytes=1234567-']);
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(existsSync(partial)).toBe(false);
  });

  it('continues when the connection breaks on the way', async () => {
    const { server, said, run } = await prepare([
      { kind: 'break', afterBytes: 1_000_000 },
      { kind: 'serve' },
    ]);
    expect(readFileSync(await run()).equals(content)).toBe(true);
    expect(server.ranges[0]).toBeUndefined();
    expect(server.ranges[1]).toMatch(/^bytes=\d+-$/);
    expect(said.join()).toContain('connection lost');
  });

  it('fetches anew what an earlier run left damaged', async () => {
    const { server, run } = await prepare([{ kind: 'serve' }], Buffer.alloc(500_000, 9));
    expect(readFileSync(await run()).equals(content)).toBe(true);
    expect(server.ranges).toEqual(['bytes=500000-', undefined]);
  });

  it('refuses and removes a file with another SHA-256, naming both', async () => {
    const { partial, run } = await prepare([{ kind: 'serve' }]);
    const other = { ...wheel, sha256: 'f'.repeat(64) };
    await expect(run(other)).rejects.toThrow(
      `${file} has SHA-256 ${sha256}, expected ${'f'.repeat(64)}; it was removed`,
    );
    expect(existsSync(partial)).toBe(false);
    await expect(run()).resolves.toContain(file);
  });

  it('refuses a wrong file placed by hand and leaves it alone', async () => {
    const { cache, run } = await prepare([{ kind: 'serve' }]);
    mkdirSync(join(cache, 'downloads'));
    writeFileSync(join(cache, 'downloads', file), 'not a wheel');
    await expect(run()).rejects.toThrow(/remove that file, or put the right one there/);
    expect(readFileSync(join(cache, 'downloads', file), 'utf8')).toBe('not a wheel');
  });

  it('says so when the index does not have the file', async () => {
    const { run } = await prepare([{ kind: 'serve' }]);
    await expect(run({ ...wheel, file: 'probe_wheel-2.0-py3-none-any.whl' })).rejects.toThrow(
      'Set-up of the probe failed: probe_wheel-2.0-py3-none-any.whl could not be fetched: the package index does not have it.',
    );
  });

  it('does not ask again when the server refuses', async () => {
    const { server, run } = await prepare([{ kind: 'refuse', status: 403 }]);
    await expect(run()).rejects.toThrow('403');
    expect(server.ranges).toHaveLength(1);
  });

  it('ends by itself when the set-up is killed, keeps its bytes, and the next run continues', async () => {
    const { server, partial, run } = await prepare([
      { kind: 'stall', afterBytes: 2_000_000 },
      { kind: 'serve' },
    ]);
    mkdirSync(join(partial, '..'));
    const script = resolve('scripts/setup/fetch-wheel.py');
    const child = spawn(python, [script, pip, partial, wheel.project, file], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    await vi.waitFor(() => expect(statSync(partial).size).toBeGreaterThan(1_000_000), 20_000);
    child.stdin.end();
    expect(await ended).toBe(130);
    const kept = statSync(partial).size;
    expect(readFileSync(await run()).equals(content)).toBe(true);
    expect(server.ranges).toEqual([undefined, `bytes=${kept}-`]);
  });
});
