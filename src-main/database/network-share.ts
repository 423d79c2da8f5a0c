import { readFileSync, realpathSync } from 'node:fs';

const networkFileSystems = new Set([
  'nfs',
  'nfs4',
  'cifs',
  'smb3',
  'smbfs',
  'afs',
  'ceph',
  'glusterfs',
  'lustre',
  '9p',
  'davfs',
  'fuse.sshfs',
  'fuse.davfs',
  'fuse.rclone',
  'fuse.glusterfs',
]);

/**
 * The type of the file system that holds `path`, from the text of `/proc/self/mountinfo` (proc(5)); null where no mount
 * holds it.
 */
export function fileSystemType(path: string, mountInfo: string): string | null {
  let longest = -1;
  let type: string | null = null;
  for (const line of mountInfo.split('\n')) {
    const [mount, fileSystem] = line.split(' - ');
    const encodedPoint = mount?.split(' ')[4];
    if (encodedPoint === undefined || fileSystem === undefined) {
      continue;
    }
    // Blanks and such are written as octal escapes.
    const point = encodedPoint.replace(/\\([0-7]{3})/g, (_, octal: string) =>
      String.fromCharCode(parseInt(octal, 8)),
    );
    const inside = point === '/' || path === point || path.startsWith(`${point}/`);
    // Of two mounts on one point the later hides the earlier.
    if (inside && point.length >= longest) {
      longest = point.length;
      type = fileSystem.split(' ')[0] ?? null;
    }
  }
  return type;
}

/** A sentence that warns of a project on a network share, where SQLite's locks are not to be relied on; else null. */
export function networkShareWarning(folder: string): string | null {
  if (!liesOnNetworkShare(folder)) {
    return null;
  }
  return `${folder} lies on a network share, whose locks cannot be relied on: open it on one computer at a time, or move the project to a local disk.`;
}

function liesOnNetworkShare(folder: string): boolean {
  if (process.platform === 'win32') {
    return (
      folder.startsWith('\\\\') && !folder.startsWith('\\\\?\\') && !folder.startsWith('\\\\.\\')
    );
  }
  if (process.platform !== 'linux') {
    return false;
  }
  const type = fileSystemType(realpathSync(folder), readFileSync('/proc/self/mountinfo', 'utf8'));
  return type !== null && networkFileSystems.has(type);
}
