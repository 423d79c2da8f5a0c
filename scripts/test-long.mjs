// `npm run test:long`: what takes too long for `npm test`. Prints its figures.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import process from 'node:process';

const root = resolve(import.meta.dirname, '..');

const done = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--testTimeout=1800000',
    'tests/main/services/killed-labelling.test.ts',
  ],
  // A hundred kills while labelling, where `npm test` makes six.
  { cwd: root, stdio: 'inherit', env: { ...process.env, ELLIPSIGHT_KILLS: '100' } },
);
if (done.error) throw done.error;
process.exitCode = done.status ?? 1;
