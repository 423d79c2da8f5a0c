import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheFolder } from '../../scripts/setup/cache-folder.mjs';
import { nonRootElectron } from '../../scripts/setup/non-root-electron.mjs';
import { readNativeParts } from '../../src-main/native-parts';

const { executable } = readNativeParts().electron;
const electron = nonRootElectron(executable, [resolve('.'), cacheFolder()]);
const reason = electron.kind === 'impossible' ? `; skipped: ${electron.why}` : '';

describe.skipIf(electron.kind === 'impossible')(`Electron as another user${reason}`, () => {
  it('runs as nobody, with the renderer in the real sandbox', () => {
    if (electron.kind === 'impossible') return;
    const outcome = spawnSync(
      'xvfb-run',
      [
        ...['-a', electron.executable, resolve('tests/setup/support/sandbox-app')],
        `--user-data-dir=${join(electron.home, 'data')}`,
      ],
      { env: electron.env, encoding: 'utf8' },
    );
    electron.remove();
    const line = outcome.stdout.split('\n').find((text) => text.startsWith('{'));
    expect(line, outcome.stderr).toBeDefined();
    expect(JSON.parse(line ?? '{}')).toEqual({
      uid: electron.uid,
      // 2: system calls are filtered.
      seccomp: '2',
      ownUsers: true,
      ownNetwork: true,
    });
  });
});
