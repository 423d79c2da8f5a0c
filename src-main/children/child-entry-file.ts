import { join, sep } from 'node:path';
import type { ChildEntry } from './child-channel';

/**
 * The built file of a child, beside the running bundle. In a package the bundle lies in `app.asar`; children start
 * from the unpacked copy beside it, since a process that is forked cannot run from inside an archive everywhere.
 */
export function childEntryFile(bundleFolder: string, entry: ChildEntry): string {
  const unpacked = bundleFolder
    .split(sep)
    .map((part) => (part === 'app.asar' ? 'app.asar.unpacked' : part))
    .join(sep);
  return join(unpacked, `${entry}.js`);
}
