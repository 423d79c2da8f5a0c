import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolders } from './support/temporary-folder';

const folder = temporaryFolders();

function setUp(programArguments: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return spawnSync(process.execPath, [resolve('scripts/setup.mjs'), ...programArguments], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
}

describe('the set-up command', () => {
  it('has nothing to do a second time, and leaves its result as it is', () => {
    const file = resolve('.setup/parts.json');
    const before = statSync(file).mtimeMs;
    const outcome = setUp([]);
    expect(outcome.stderr).toBe('Set-up: nothing to do.\n');
    expect(outcome.status).toBe(0);
    expect(statSync(file).mtimeMs).toBe(before);
  });

  it.each([[['--colour']], [['--device', 'tpu']], [['more']]])(
    'shows its usage for %j',
    (given) => {
      const outcome = setUp(given);
      expect(outcome.status).toBe(2);
      expect(outcome.stderr).toContain('usage: npm run setup');
    },
  );

  it('says which part is missing, why, and what to do, where there is no Python', () => {
    const outcome = setUp([], { PYTHON: '/no/such/python', XDG_CACHE_HOME: folder() });
    expect(outcome.status).toBe(3);
    expect(outcome.stderr).toBe(
      'Set-up of Python failed: there is no program /no/such/python.\n' +
        'What to do: install Python 3 with pip (Debian: apt-get install python3 python3-pip), or name one with the variable PYTHON, and start again.\n',
    );
  });

  it('says so where there is no compiler', () => {
    const env = { CC: '/no/such/cc', CXX: '/no/such/c++', XDG_CACHE_HOME: folder() };
    const outcome = setUp([], env);
    expect(outcome.status).toBe(3);
    expect(outcome.stderr).toContain(
      'Set-up of SQLite failed: there is no compiler /no/such/cc.\nWhat to do: install a C++20 compiler',
    );
  });

  it('names no package index', () => {
    const text = readFileSync(resolve('resources/native-parts.json'), 'utf8');
    expect(text).not.toMatch(/https?:/);
  });
});
