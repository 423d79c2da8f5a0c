import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readNativeParts } from '../../src-main/native-parts';
import { temporaryFolders } from './support/temporary-folder';

const folder = temporaryFolders();
const parts = readNativeParts();

describe('the SQLite binding', () => {
  it.each([
    ['Node', process.execPath],
    ['the Electron at hand', parts.electron.executable],
  ])(
    'iterates, calls functions, backs up, throws and survives garbage collection in %s',
    (_, executable) => {
      const outcome = spawnSync(
        executable,
        [
          resolve('tests/setup/support/exercise-sqlite.cjs'),
          resolve('node_modules/better-sqlite3'),
          parts.sqliteBinding,
          folder(),
        ],
        { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, encoding: 'utf8' },
      );
      expect(outcome.stderr).toBe('');
      expect(JSON.parse(outcome.stdout)).toEqual({
        duplicates: ['SQLITE_CONSTRAINT_UNIQUE'],
        nonsense: ['SQLITE_ERROR'],
        rows: 20_000,
        wrong: 0,
        // n0 … n9
        letters: 20,
        second: ['SQLITE_BUSY'],
        // NORMAL: SQLite forgets FULL, so everybody who opens a database must set it again.
        synchronousWhenReopened: 1,
        integrity: 'ok',
        backedUp: 5000,
        large: '9007199254740993',
      });
    },
  );
});
