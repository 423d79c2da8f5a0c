import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * The project folder named on the command line of the window, as `--project PATH`, `--project=PATH` or a plain path;
 * null for none. Electron and test drivers mix arguments of their own in, so a plain path counts only where a
 * project lies.
 *
 * @param args Everything behind the executable and the app's folder.
 */
export function projectArgument(args: readonly string[], workingFolder: string): string | null {
  for (const [index, argument] of args.entries()) {
    if (argument.startsWith('--project=')) {
      return resolve(workingFolder, argument.slice('--project='.length));
    }
    const next = args[index + 1];
    if (argument === '--project' && next !== undefined) {
      return resolve(workingFolder, next);
    }
  }
  const plain = args.find(
    (argument) =>
      !argument.startsWith('-') && existsSync(join(resolve(workingFolder, argument), 'project.db')),
  );
  return plain === undefined ? null : resolve(workingFolder, plain);
}
