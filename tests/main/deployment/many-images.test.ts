import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  bundleFormat,
  bundleVersion,
  type BundleManifest,
} from '../../../src-shared/deployment/bundle-manifest';
import { protocolRule } from '../../../src-shared/deployment/ruled-decision';
import { pixelRule } from '../../../src-main/decoder-process/area-mean';
import { createDecoderClient } from '../../../src-main/services/decoder-client';
import { childrenFolder, testLauncher } from '../child-processes';
import { grayPng } from '../made-images';
import { temporaryFolder } from '../temporary-project';

const count = Number(process.env['ELLIPSIGHT_DECIDED_IMAGES'] ?? 0);
const seed = 1;
/** Different images; each is linked many times, as a file system holds few links to one file. */
const different = 20;
const filesOfFolder = 1000;
const megabyte = 2 ** 20;

/** A bundle of the published student with random numbers: what it costs does not depend on them. */
async function randomBundle(folder: string): Promise<void> {
  mkdirSync(folder);
  const file = join(folder, 'model.onnx');
  const decoder = createDecoderClient({ launcher: testLauncher(), processes: 1 });
  const { model } = await decoder.call('time-decisions', { out: file, threads: 1, repeats: 1 });
  await decoder.close();
  const textures = ['one', 'two', 'three', 'four', 'five', 'six'];
  const hash = model.sha256;
  const manifest: BundleManifest = {
    ...{ format: bundleFormat, version: bundleVersion, exportedAt: '2026-01-01T00:00:00Z' },
    program: { name: 'test', version: '0' },
    run: {
      ...{ id: 'random', kind: 'student', trial: 1, architecture: 'student' },
      filters: [...(model.filters ?? [])],
      ...{ snapshotHash: '', weightsSha256: hash },
    },
    model: {
      ...{ file: 'model.onnx', sha256: hash, bytes: readFileSync(file).length },
      ...{ parameters: 0, opset: 13, means: [] },
      input: { name: 'patches', type: 'uint8', shape: ['N', 1, 224, 224], channels: 'gray' },
      output: {
        ...{ name: 'logits', type: 'float32' },
        classes: textures.flatMap((name) => [`${name} ok`, `${name} defective`]),
      },
    },
    preprocessing: { rule: pixelRule, imageScale: 1, steps: [] },
    grid: { patchSize: model.patchSize, rule: '' },
    textures,
    decision: { rule: protocolRule, sentence: '' },
    verification: {
      ...{ runtime: '', images: 0, patches: 0, largestDifference: 0, tolerance: 1e-4 },
      ...{ decisionsEqual: true, missing: 0 },
    },
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
}

async function linkedImages(folder: string): Promise<void> {
  mkdirSync(folder);
  const sources = `${folder}-sources`;
  mkdirSync(sources);
  for (let at = 0; at < different; at += 1) {
    writeFileSync(join(sources, `${at}.png`), await grayPng(seed + at, 512, 512));
  }
  for (let at = 0; at < count; at += 1) {
    const below = join(folder, String(Math.floor(at / filesOfFolder)).padStart(4, '0'));
    if (at % filesOfFolder === 0) mkdirSync(below);
    linkSync(join(sources, `${at % different}.png`), join(below, `${at % filesOfFolder}.png`));
  }
}

/** Resident bytes and processor seconds of a process and its children; those that have just ended count as nothing. */
function used(pid: number): { readonly resident: number; readonly seconds: number } {
  const children = readIfThere(`/proc/${pid}/task/${pid}/children`);
  const sum = { resident: 0, seconds: 0 };
  for (const id of [String(pid), ...children.split(' ').filter(Boolean)]) {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readIfThere(`/proc/${id}/status`))?.[1] ?? '0';
    const fields = readIfThere(`/proc/${id}/stat`).split(') ')[1]?.split(' ') ?? [];
    sum.resident += 1024 * Number(kilobytes);
    // utime and stime, in hundredths of a second.
    sum.seconds += (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
  }
  return sum;
}

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** Least-squares slope of y over x. */
function slope(points: readonly { readonly x: number; readonly y: number }[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(points.map((point) => point.x));
  const y = mean(points.map((point) => point.y));
  const across = points.map((point) => (point.x - x) * (point.y - y));
  return mean(across) / mean(points.map((point) => (point.x - x) ** 2));
}

test.skipIf(count === 0 || process.platform !== 'linux')(
  'a bundle decides a folder of very many images without growing, on every core',
  async () => {
    const folder = temporaryFolder();
    const [bundle, images] = [join(folder, 'bundle'), join(folder, 'images')];
    await randomBundle(bundle);
    await linkedImages(images);
    const cli = join(childrenFolder(), 'cli.js');
    const child = spawn(process.execPath, [cli, 'predict', bundle, images, '--json'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const pid = child.pid ?? 0;
    const closed = once(child, 'close');
    const points: { x: number; y: number; seconds: number; at: number }[] = [];
    let decided = 0;
    let next = 0;
    child.stdout.on('data', (text: Buffer) => {
      for (const byte of text) if (byte === 10) decided += 1;
      if (decided < next) return;
      next = decided + count / 100;
      const { resident, seconds } = used(pid);
      points.push({ x: decided, y: resident, seconds, at: Date.now() / 1000 });
    });
    expect((await closed)[0]).toBe(0);
    expect(decided).toBe(count);

    // Buffers and heaps fill for some thousand images, and stay then.
    const settled = points.filter(({ x }) => x >= count / 2 && x < count);
    const [first, last] = [settled[0], settled[settled.length - 1]];
    if (first === undefined || last === undefined) throw new Error('Too few images.');
    const growth = (slope(settled) * 1000) / megabyte;
    const most = Math.max(...settled.map(({ y }) => y)) / megabyte;
    const seconds = last.at - first.at;
    const cores = (last.seconds - first.seconds) / seconds;
    console.log(
      `${count} images, ${((last.x - first.x) / seconds).toFixed(0)} a second, ${cores.toFixed(2)} of ${cpus().length} cores beside a load of ${(loadavg()[0] ?? 0).toFixed(1)}; resident ${most.toFixed(0)} MB at most, in the second half ${growth.toFixed(3)} MB more a thousand images (seed ${seed})`,
    );
    // One decoded image in a thousand that stays would be 13 MB over the half of 100,000.
    expect(last.y - first.y).toBeLessThan(64 * megabyte);
  },
);
