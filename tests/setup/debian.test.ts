import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { debianPart } from '../../scripts/setup/parts/debian.mjs';
import { temporaryFolders } from './support/temporary-folder';

const recipes = JSON.parse(readFileSync(resolve('resources/native-parts.json'), 'utf8'));
const folder = temporaryFolders();
const isDebian = existsSync('/var/lib/dpkg/status');

function prepare(window: readonly (string | string[])[], tests: readonly string[]) {
  const said: string[] = [];
  const context = {
    root: resolve('.'),
    cache: folder(),
    recipes: { ...recipes, debianPackages: { window, tests } },
    options: { retry: false, weights: undefined, device: undefined },
    say: (text: string) => said.push(text),
  };
  // These tests ask what an ordinary user is told, and must not install anything.
  vi.spyOn(process, 'getuid').mockReturnValue(1000);
  return { said, part: debianPart(context) };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe.skipIf(!isDebian)('Debian packages for a user who is not root', () => {
  it('are missed with the exact line to type, in the names of the release where all are known', async () => {
    const { part } = prepare(
      ['dpkg', ['no-such-library-2t64', 'no-such-library-2']],
      ['no-such-tool'],
    );
    await expect(part.make()).rejects.toThrow(
      'type: sudo apt-get update && sudo apt-get install --no-install-recommends no-such-library-2 no-such-tool.',
    );
    expect(part.isReady()).toBe(false);
  });

  it('are only advised where nothing but tests needs them, and not again', async () => {
    const { part, said } = prepare(['dpkg'], ['no-such-tool']);
    await part.make();
    expect(said).toEqual([
      '  for tests without a screen, type: sudo apt-get update && sudo apt-get install --no-install-recommends no-such-tool',
    ]);
    expect(part.isReady()).toBe(true);
  });

  it('count as there under any of their names', async () => {
    const { part, said } = prepare([['no-such-dpkgt64', 'dpkg']], []);
    await part.make();
    expect(said).toEqual([]);
    expect(part.isReady()).toBe(true);
  });
});
