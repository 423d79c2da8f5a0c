import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The program's version, from the `package.json` above the built files; the same in a checkout and in a package. */
export function appVersion(bundleFolder: string): string {
  const text = readFileSync(join(bundleFolder, '../../package.json'), 'utf8');
  const { version } = JSON.parse(text) as { readonly version: string };
  return version;
}
