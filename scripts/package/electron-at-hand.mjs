// Configuration of electron-builder that packages the Electron which set-up has put into its cache,
// instead of fetching one: npx electron-builder --dir --config scripts/package/electron-at-hand.mjs
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { electron } = JSON.parse(readFileSync(`${root}.setup/parts.json`, 'utf8'));
const configuration = load(readFileSync(`${root}electron-builder.yml`, 'utf8'));

if (!electron.current) {
  // Electron 22 has no such fuse, and setting one that is not there is an error.
  delete configuration.electronFuses.grantFileProtocolExtraPrivileges;
}

export default {
  ...configuration,
  electronDist: dirname(electron.executable),
  electronVersion: electron.version,
};
