import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** "nobody" on Debian and everywhere else that matters. */
const NOBODY = 65534;
const TO_NOBODY = `setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups --inh-caps=-all --bounding-set=-all --`;

/**
 * @typedef {object} NonRootElectron
 * @property {'ready'} kind
 * @property {string} executable to start in Electron's place
 * @property {NodeJS.ProcessEnv} env to start it with
 * @property {string} home a folder that the user it runs as owns; the app's data belongs there
 * @property {number} uid
 * @property {() => void} remove
 */

/**
 * An Electron that root starts and that runs as nobody, so that Chromium's sandbox is on and can be
 * tested: as root it starts with `--no-sandbox` only.
 *
 * The other user can neither enter root's home, where the cache is, nor use root's permissions to do
 * so, because Chromium's processes give up all of them. Therefore it runs in a mount namespace of its
 * own, in which each closed folder on the way shows nothing but the paths that are needed. Nothing is
 * copied, no permission changes, and it vanishes with the process.
 *
 * @param {string} electron path of the executable
 * @param {readonly string[]} needed files and folders that it must be able to read: the checkout, the cache
 * @returns {NonRootElectron | { kind: 'impossible', why: string }}
 */
export function nonRootElectron(electron, needed) {
  if (process.getuid?.() !== 0) return { kind: 'impossible', why: 'only root can become nobody' };
  const probe = spawnSync(
    'sh',
    ['-c', `unshare --mount --propagation private -- ${TO_NOBODY} unshare --user true`],
    { encoding: 'utf8' },
  );
  if (probe.status !== 0) {
    const why = probe.error?.message ?? probe.stderr.trim();
    return { kind: 'impossible', why: `user or mount namespaces are not allowed here: ${why}` };
  }
  const folder = mkdtempSync(join(tmpdir(), 'ellipsight-nobody-'));
  chmodSync(folder, 0o755);
  const home = join(folder, 'home');
  mkdirSync(home);
  chownSync(home, NOBODY, NOBODY);
  const executable = join(folder, 'electron');
  writeFileSync(executable, script(electron, [dirname(electron), ...needed], home), {
    mode: 0o755,
  });
  return {
    kind: 'ready',
    executable,
    env: { ...process.env, HOME: home, XDG_RUNTIME_DIR: home },
    home,
    uid: NOBODY,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * @param {string} electron
 * @param {readonly string[]} needed
 * @param {string} home
 */
function script(electron, needed, home) {
  const hidden = needed.filter((path) => closedFolder(path) !== undefined);
  const closed = [...new Set(hidden.map((path) => closedFolder(path) ?? path))];
  const screenKey = quoted(join(home, 'Xauthority'));
  const commands = [
    'set -e',
    // xvfb-run keeps the key to its screen in a folder that only root may enter.
    'if [ -r "${XAUTHORITY:-}" ]; then',
    `  install --mode=600 --owner=${NOBODY} "$XAUTHORITY" ${screenKey}`,
    `  export XAUTHORITY=${screenKey}`,
    'fi',
    'stage=$(mktemp -d)',
    'mount -t tmpfs tmpfs "$stage"',
    ...hidden.map((path, i) => `mkdir "$stage/${i}"; mount --bind ${quoted(path)} "$stage/${i}"`),
    ...closed.map((path) => `mount -t tmpfs -o mode=755 tmpfs ${quoted(path)}`),
    ...hidden.map(
      (path, i) => `mkdir -p ${quoted(path)}; mount --bind "$stage/${i}" ${quoted(path)}`,
    ),
    'umount --recursive "$stage"',
    'rmdir "$stage"',
    `exec ${TO_NOBODY} ${quoted(electron)} "$@"`,
  ];
  return `#!/bin/sh
exec unshare --mount --propagation private -- sh -c ${quoted(commands.join('\n'))} sh "$@"
`;
}

/**
 * The first folder on the way to a path that others may not enter.
 *
 * @param {string} path
 * @returns {string | undefined}
 */
function closedFolder(path) {
  const parent = dirname(path);
  if (parent === path) return undefined;
  const above = closedFolder(parent);
  if (above !== undefined) return above;
  return (statSync(parent).mode & 0o001) === 0 ? parent : undefined;
}

/** @param {string} text */
function quoted(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
