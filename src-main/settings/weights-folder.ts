import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * The folder of imported weights, which window and command line of one user share: below `ELLIPSIGHT_USER_DATA` where
 * that is set, else in the system's place for a user's data.
 */
export function weightsFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const asked = environment['ELLIPSIGHT_USER_DATA'];
  if (asked !== undefined && asked !== '') return join(resolve(asked), 'weights');
  return join(dataFolder(environment), 'weights');
}

function dataFolder(environment: NodeJS.ProcessEnv): string {
  switch (process.platform) {
    case 'win32':
      return join(environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Ellipsight');
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Ellipsight');
    default: {
      const data = environment['XDG_DATA_HOME'];
      const base = data === undefined || data === '' ? join(homedir(), '.local', 'share') : data;
      return join(base, 'ellipsight');
    }
  }
}
