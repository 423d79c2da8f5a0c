import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildLauncher } from '../../src-main/children/child-channel';
import { forkLauncher } from '../../src-main/children/fork-launcher';
import { childrenVariable } from '../build-children';

/** Folder of the built children. */
export function childrenFolder(): string {
  const folder = process.env[childrenVariable];
  if (folder === undefined) {
    throw new Error(
      'tests/build-children.ts has not run: it is the globalSetup of vitest.config.ts.',
    );
  }
  for (const entry of ['trainer', 'decoder']) {
    const failed = join(folder, `${entry}.error.txt`);
    if (existsSync(failed)) {
      console.error(`${entry} could not be built: ${readFileSync(failed, 'utf8')}`);
    }
  }
  return folder;
}

/** Starts the real children, as the command line does. */
export function testLauncher(): ChildLauncher {
  return forkLauncher(childrenFolder());
}
