import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { currentElectron } from '../../scripts/setup/electron-current.mjs';
import { electronPart } from '../../scripts/setup/parts/electron.mjs';
import { python } from '../../scripts/setup/pip.mjs';
import { recipeOf, writeStamp } from '../../scripts/setup/stamp.mjs';
import { startRangeServer, type Behaviour, type RangeServer } from './support/range-server';
import { temporaryFolders } from './support/temporary-folder';

const VERSION = '45.4.1';
const ARCHIVE = `electron-v${VERSION}-linux-x64.zip`;
/** Writes a zip with one program in it, as Electron's archives have. */
const WRITE_ZIP = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as archive:
    program = zipfile.ZipInfo('electron')
    program.external_attr = 0o100755 << 16
    archive.writestr(program, '#!/bin/sh\\necho it runs\\n')
    archive.writestr('version', '${VERSION}')
`;
const recipes = JSON.parse(readFileSync(resolve('resources/native-parts.json'), 'utf8'));
const folder = temporaryFolders();
let server: RangeServer | undefined;

/** A checkout that has the electron package with the checksum of our archive, and an empty cache. */
async function prepare(behaviour: Behaviour, checksum?: string) {
  const root = folder();
  const zip = join(root, ARCHIVE);
  expect(spawnSync(python, ['-c', WRITE_ZIP, zip]).status).toBe(0);
  const content = readFileSync(zip);
  const packageFolder = join(root, 'node_modules/electron');
  mkdirSync(packageFolder, { recursive: true });
  writeFileSync(join(packageFolder, 'package.json'), JSON.stringify({ version: VERSION }));
  const sha256 = checksum ?? createHash('sha256').update(content).digest('hex');
  writeFileSync(join(packageFolder, 'checksums.json'), JSON.stringify({ [ARCHIVE]: sha256 }));
  server = await startRangeServer(ARCHIVE, content, [behaviour]);
  vi.stubEnv('ELECTRON_MIRROR', `${server.url}/files/`);
  const said: string[] = [];
  const context = (retry: boolean) => ({
    root,
    cache: join(root, 'cache'),
    recipes,
    options: { retry, weights: undefined, device: undefined },
    say: (text: string) => said.push(text),
  });
  return { server, context, said };
}

/** The replacement as an earlier set-up left it, so that these tests need no network. */
function placeReplacement(cache: string): string {
  const { version, wheel, archive } = recipes.electronFallback;
  const executable = join(cache, `electron-${version}-fallback`, 'electron');
  mkdirSync(join(executable, '..'), { recursive: true });
  writeFileSync(executable, 'electron');
  writeStamp(cache, 'electron-fallback', recipeOf([wheel.sha256, archive]), [executable]);
  return executable;
}

beforeEach(() => {
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', undefined);
  vi.stubEnv('NO_PROXY', '127.0.0.1');
  vi.stubEnv('no_proxy', '127.0.0.1');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server?.close();
  server = undefined;
});

describe('the current Electron', () => {
  it('is fetched, checked, and unpacked with its permissions', async () => {
    const { context } = await prepare({ kind: 'serve' });
    const electron = currentElectron(context(false));
    expect(electron.isReady()).toBe(false);
    expect(await electron.make()).toBeUndefined();
    expect(electron.isReady()).toBe(true);
    expect(statSync(electron.executable).mode & 0o111).toBe(0o111);
    expect(spawnSync(electron.executable, { encoding: 'utf8' }).stdout).toBe('it runs\n');
  });

  it('is refused when its checksum is another, and nothing of it stays', async () => {
    const { context } = await prepare({ kind: 'serve' }, 'a'.repeat(64));
    const electron = currentElectron(context(false));
    expect(await electron.make()).toMatch(/checksum/i);
    expect(electron.isReady()).toBe(false);
    expect(existsSync(electron.executable)).toBe(false);
    expect(
      existsSync(join(context(false).cache, 'downloads', `electron-${VERSION}.zip.part`)),
    ).toBe(false);
  });
});

describe('the Electron of the set-up', () => {
  it('is the older one where the current one is refused, which is remembered until --retry', async () => {
    const { server, context, said } = await prepare({ kind: 'refuse', status: 403 });
    const executable = placeReplacement(context(false).cache);
    const part = electronPart(context(false));
    expect(part.isReady()).toBe(false);
    await part.make();
    expect(part.isReady()).toBe(true);
    expect(part.result()).toEqual({
      electron: { executable, version: recipes.electronFallback.version, current: false },
    });
    expect(said.join('\n')).toContain(
      `Electron ${VERSION} could not be fetched: the server answered 403`,
    );
    await electronPart(context(false)).make();
    expect(server.ranges).toHaveLength(1);

    const retried = electronPart(context(true));
    expect(retried.isReady()).toBe(false);
    await retried.make();
    expect(server.ranges).toHaveLength(2);
  });

  it('is the current one once it could be fetched', async () => {
    const { context } = await prepare({ kind: 'serve' });
    const part = electronPart(context(false));
    await part.make();
    expect(part.result()).toMatchObject({ electron: { version: VERSION, current: true } });
  });

  it('is the one that the user placed, where Electron’s own variable names it', async () => {
    const { context } = await prepare({ kind: 'silent' });
    const own = folder();
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', own);
    await expect(electronPart(context(false)).make()).rejects.toThrow('holds no Electron');
    writeFileSync(join(own, 'electron'), '');
    writeFileSync(join(own, 'version'), 'v45.4.0\n');
    const part = electronPart(context(false));
    expect(part.isReady()).toBe(true);
    expect(part.result()).toEqual({
      electron: { executable: join(own, 'electron'), version: '45.4.0', current: false },
    });
  });
});
