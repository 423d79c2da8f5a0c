import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The program's version, from the nearest `package.json` above the built files: a checkout's, or a package's. */
export function appVersion(bundleFolder: string): string {
  const file = join(bundleFolder, 'package.json');
  if (existsSync(file)) {
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string };
    return version;
  }
  const parent = dirname(bundleFolder);
  if (parent === bundleFolder) throw new Error('There is no package.json above the built files.');
  return appVersion(parent);
}
