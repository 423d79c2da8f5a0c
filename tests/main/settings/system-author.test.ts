import { execFileSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { systemAuthor } from '../../../src-main/settings/system-author';

/** The same function as a program of its own, which can run as any user. */
async function program(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'node16',
      minify: false,
      lib: {
        entry: resolve('src-main/settings/system-author.ts'),
        formats: ['cjs'],
        fileName: 'system-author',
      },
      rollupOptions: { external: ['node:os'] },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (output === undefined || !('output' in output)) throw new Error('nothing was built');
  return `${output.output[0].code}\nprocess.stdout.write(exports.systemAuthor());`;
}

describe('who labels, when the settings do not say', () => {
  it('is the user of the system', () => {
    expect(systemAuthor()).toBe(userInfo().username);
  });

  it.skipIf(process.getuid?.() !== 0)(
    'is a number for a user that the system does not know (only root can become one)',
    async () => {
      const output = execFileSync(process.execPath, ['-e', await program()], {
        uid: 54_321,
        encoding: 'utf8',
      });
      expect(output).toBe('user 54321');
    },
  );
});
