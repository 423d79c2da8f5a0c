import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPromise } from 'yauzl';
import { labelsName, manifestName } from '../../../src-main/exchange/archive-format';
import type { OpenProject } from '../../../src-main/services/project-service';
import { storedFiles } from '../stored-files';
import { temporaryProject } from '../temporary-project';
import { exported, failureOf, sampled, shape, taken } from './exchange-steps';
import { rawZip, type RawEntry } from './zip-bytes';

describe('an archive that is not whole and untouched is refused, and nothing changes:', () => {
  let bytes: Buffer;
  let target: OpenProject;
  let parts: { manifest: string; labels: string; images: RawEntry[] };
  const folder = mkdtempSync(join(tmpdir(), 'ellipsight-attacks-'));

  beforeAll(async () => {
    const project = await sampled();
    const file = await exported(project);
    bytes = readFileSync(file);
    parts = await unpacked(file);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function refusal(content: Buffer): Promise<string> {
    target = await temporaryProject();
    const file = join(folder, 'attack.zip');
    writeFileSync(file, content);
    const failure = await failureOf(() => taken(target, file, 'theirs'));
    expect(failure.kind).toBe('bad-input');
    expect(failure.message).toContain('nothing was imported');
    expect(target.database.prepare('SELECT COUNT(*) AS n FROM images').get()).toEqual({ n: 0 });
    expect(target.database.prepare('SELECT COUNT(*) AS n FROM events').get()).toEqual({ n: 1 });
    expect(storedFiles(target)).toEqual([]);
    return failure.message;
  }

  /** The honest archive with other texts or more entries, its hashes made to fit. */
  function forged(changes: {
    labels?: string;
    manifest?: (manifest: Record<string, unknown>) => string;
    more?: readonly RawEntry[];
    images?: RawEntry[];
  }): Buffer {
    const labels = Buffer.from(changes.labels ?? parts.labels);
    const manifest = JSON.parse(parts.manifest) as { entries: { name: string; sha256: string }[] };
    const sha256 = createHash('sha256').update(labels).digest('hex');
    const entries = manifest.entries.map((entry) =>
      entry.name === labelsName ? { ...entry, sha256, bytes: labels.length } : entry,
    );
    const text = (changes.manifest ?? JSON.stringify)({ ...manifest, entries });
    return rawZip([
      ...(changes.images ?? parts.images),
      { name: labelsName, data: labels },
      { name: manifestName, data: Buffer.from(text) },
      ...(changes.more ?? []),
    ]);
  }

  test('the forger’s tool itself makes archives that are taken', async () => {
    target = await temporaryProject();
    const file = join(folder, 'honest.zip');
    writeFileSync(file, forged({}));
    expect(await taken(target, file)).toMatchObject({ imported: true, added: 8 });
  });

  test('cut off at every hundredth', async () => {
    target = await temporaryProject();
    const file = join(folder, 'cut.zip');
    for (let percent = 0; percent < 100; percent += 1) {
      writeFileSync(file, bytes.subarray(0, Math.floor((bytes.length * percent) / 100)));
      const failure = await failureOf(() => taken(target, file));
      expect(failure.kind).toBe('bad-input');
    }
    expect(storedFiles(target)).toEqual([]);
    expect(target.database.prepare('SELECT COUNT(*) AS n FROM events').get()).toEqual({ n: 1 });
  });

  test.each<[string, RawEntry, string]>([
    ['a path that leads out', { name: '../evil.png' }, 'relative path'],
    ['a path that leads out further in', { name: 'images/../../evil.png' }, 'relative path'],
    ['an absolute path', { name: '/etc/passwd' }, 'absolute path'],
    ['a drive', { name: 'C:/evil.png' }, 'absolute path'],
    ['backslashes', { name: '..\\evil.png' }, 'invalid characters'],
    ['a network share', { name: '\\\\server\\share\\evil.png' }, 'invalid characters'],
    ['a network share with slashes', { name: '//server/share/evil.png' }, 'absolute path'],
    ['a NUL', { name: 'images/a\0.png' }, 'NUL'],
    ['a device', { name: 'images/CON.png' }, 'name of a device'],
    ['a known name in other letters', { name: 'MANIFEST.JSON' }, 'case of its letters'],
    ['a folder', { name: 'images/' }, 'nothing that belongs'],
    ['a stray file', { name: 'readme.txt' }, 'nothing that belongs'],
    ['a second manifest', { name: manifestName }, 'in it twice'],
    ['an image that the manifest lacks', { name: imageName('a') }, 'not in its manifest'],
    ['a link', { name: imageName('b'), mode: 0o120777 }, 'symbolic link'],
    ['a device file', { name: imageName('b'), mode: 0o020666 }, 'not a regular file'],
    ['an encrypted entry', { name: imageName('c'), flags: 0x801, method: 8 }, 'encrypted'],
    ['a packed image', { name: imageName('d'), method: 8, data: Buffer.alloc(999) }, 'yet packed'],
    ['a size over all bounds', { name: imageName('e'), size: 0xfffffffe, method: 8 }, 'at most'],
  ])('%s', async (_what, entry, reason) => {
    expect(await refusal(forged({ more: [entry] }))).toContain(reason);
  });

  test('an image under another name before its data, or with a byte changed', async () => {
    const [first, ...rest] = parts.images;
    if (first?.data === undefined) throw new Error('The archive has no image.');
    const renamed = [{ ...first, localName: imageName('f') }, ...rest];
    expect(await refusal(forged({ images: renamed }))).toContain('another name before its data');
    const data = Buffer.from(first.data);
    data.writeUInt8(data.readUInt8(data.length - 5) ^ 1, data.length - 5);
    const changed = [{ ...first, data }, ...rest];
    expect(await refusal(forged({ images: changed }))).toContain('hash of the manifest');
  });

  test('labels that unpack to more than they say', async () => {
    const labels = Buffer.from(parts.labels);
    const lying = rawZip([
      ...parts.images,
      { name: labelsName, data: labels, method: 8, size: labels.length - 9 },
      { name: manifestName, data: Buffer.from(parts.manifest) },
    ]);
    expect(await refusal(lying)).toContain('too many bytes');
  });

  test('more entries than there are', async () => {
    expect(await refusal(rawZip([{ name: manifestName }], 60_000))).toMatch(/./);
  });

  test('labels that nobody may write', async () => {
    const [line = ''] = parts.labels.split('\n');
    const rest = parts.labels.slice(line.length);
    const label = JSON.parse(line) as Record<string, unknown>;
    const attacks: [string, string][] = [
      [`${line.slice(0, -1)},"__proto__":{"polluted":1}}`, '__proto__'],
      [`${line.slice(0, -1)},"\\u005f_proto__":{"polluted":1}}`, '__proto__'],
      ['['.repeat(1_000_000), 'nested more than'],
      [JSON.stringify({ ...label, verdict: 'maybe' }), 'verdict'],
      [JSON.stringify({ ...label, more: 1 }), 'line 1'],
      [JSON.stringify({ ...label, verdict: 'ok', ellipses: [ellipse] }), 'has no ellipses'],
      [line.slice(1), 'line 1'],
      ['', 'labels'],
    ];
    for (const [text, reason] of attacks) {
      expect(await refusal(forged({ labels: text + rest }))).toContain(reason);
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('a manifest of another version, or with a wrong hash', async () => {
    const newer = forged({ manifest: (manifest) => JSON.stringify({ ...manifest, version: 2 }) });
    expect(await refusal(newer)).toContain('version');
    const wrong = forged({
      manifest: (manifest) =>
        JSON.stringify(manifest).replace(/"sha256":"[0-9a-f]{64}"/, `"sha256":"${'0'.repeat(64)}"`),
    });
    expect(await refusal(wrong)).toContain('hash');
  });

  const ellipse = { ...shape, origin: 'drawn', fitIou: null };
});

function imageName(digit: string): string {
  return `images/${digit.repeat(2)}/${digit.repeat(64)}.png`;
}

/** The texts and images of an honest archive. */
async function unpacked(
  file: string,
): Promise<{ manifest: string; labels: string; images: RawEntry[] }> {
  const zip = await openPromise(file, { autoClose: false });
  const all = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    all.set(entry.fileName, Buffer.concat(chunks));
  }
  zip.close();
  return {
    manifest: all.get(manifestName)?.toString() ?? '',
    labels: all.get(labelsName)?.toString() ?? '',
    images: [...all].flatMap(([name, data]) =>
      name.startsWith('images/') ? [{ name, data }] : [],
    ),
  };
}
