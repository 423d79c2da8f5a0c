import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { randomStream } from '../../../src-shared/dataset/random';
import { grayPng, writeTo } from '../made-images';
import { memoryFolder } from '../temporary-project';
import { faultsAfterCut, layOut } from './after-power-cut';
import { CrashDisk } from './crash-disk';
import { compileRecorder, recordedChanges, whyNoRecorder } from './recorder';
import { acknowledgedFile, type Acknowledged } from './recorded-places';
import type { Change } from './write-log';

/** ELLIPSIGHT_POWER_CUTS=2000 for the long form. */
const cuts = Number(process.env['ELLIPSIGHT_POWER_CUTS'] ?? 200);
/** One recording serves so many cuts. */
const cutsOfOne = 200;
const seed = 20260104;
const why = whyNoRecorder();

async function sourceImages(folder: string): Promise<void> {
  for (let i = 0; i < 48; i += 1) {
    writeTo(join(folder, i < 30 ? 'first' : 'second', `${i}.png`), await grayPng(i));
  }
}

/** What a change acknowledges; nothing for all but the writes of one file. */
class AcknowledgementReader {
  private readonly files = new Set<string>();

  constructor(private readonly root: string) {}

  read(change: Change): readonly Acknowledged[] {
    if (change.kind === 'open' && change.path === acknowledgedFile(this.root)) {
      this.files.add(`${change.process} ${change.file}`);
    } else if (change.kind === 'close') {
      this.files.delete(`${change.process} ${change.file}`);
    } else if (change.kind === 'write' && this.files.has(`${change.process} ${change.file}`)) {
      // Each is written whole, in one line, by our own process.
      return [JSON.parse(change.data.toString('utf8')) as Acknowledged];
    }
    return [];
  }
}

/** The files below a folder as they are, by their path in it. */
function realFiles(root: string): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const entry of readdirSync(root, { recursive: true })) {
    const file = join(root, String(entry));
    if (statSync(file).isFile()) files.set(relative(root, file), readFileSync(file));
  }
  return files;
}

/** Name and hash of each file, but for the index of a journal, which does not count (record-writes.c). */
function hashes(files: ReadonlyMap<string, Buffer>): readonly string[] {
  return [...files]
    .filter(([name]) => !name.endsWith('-shm'))
    .map(([name, bytes]) => `${name} ${createHash('sha256').update(bytes).digest('hex')}`)
    .sort();
}

/** A place for the recordings, with the images that they import and the compiled recorder. */
async function preparedPlace(): Promise<{ readonly place: string; readonly library: string }> {
  const place = memoryFolder();
  await sourceImages(join(place, 'images'));
  return { place, library: compileRecorder(place) };
}

async function recording(
  { place, library }: { readonly place: string; readonly library: string },
  number: number,
): Promise<{ readonly root: string; readonly changes: readonly Change[] }> {
  const root = join(place, `recorded-${number}`);
  mkdirSync(root);
  const args = [root, join(place, 'images'), String(seed + number)];
  const log = join(place, 'log');
  return {
    root,
    changes: await recordedChanges(library, { entry: 'recorded', args, root, log }),
  };
}

interface Cuts {
  readonly faults: readonly string[];
  readonly acknowledgements: number;
  /** What the recorded process left in the end. */
  readonly end: readonly string[];
}

/** Replays a recording, cuts the power `count` times on the way, and opens what each cut leaves. */
async function cutPower(
  { root, changes }: { readonly root: string; readonly changes: readonly Change[] },
  target: string,
  count: number,
): Promise<Cuts> {
  const random = randomStream(seed, 'power-cuts', Number(root.split('-').at(-1)));
  const moments = Array.from({ length: count }, () => random.integer(changes.length + 1));
  const due = moments.sort((one, other) => one - other);
  const disk = new CrashDisk(root);
  const reader = new AcknowledgementReader(root);
  const acknowledged: Acknowledged[] = [];
  const faults: string[] = [];
  for (let index = 0; index <= changes.length; index += 1) {
    for (; due[0] === index; due.shift()) {
      mkdirSync(target);
      layOut(disk.cut(random), target);
      for (const fault of await faultsAfterCut(target, acknowledged)) {
        faults.push(`${root}, cut before change ${index} of ${changes.length}: ${fault}`);
      }
      rmSync(target, { recursive: true });
    }
    const change = changes[index];
    if (change !== undefined) {
      disk.apply(change);
      acknowledged.push(...reader.read(change));
    }
  }
  return { faults, acknowledgements: acknowledged.length, end: hashes(disk.now().files) };
}

describe(`power cuts${why === null ? '' : ` (skipped: ${why})`}`, () => {
  test.skipIf(why !== null)(
    `${cuts} power cuts lose nothing that was acknowledged, and damage nothing`,
    { timeout: 120_000 + cuts * 2000 },
    async () => {
      const prepared = await preparedPlace();
      const faults: string[] = [];
      let acknowledgements = 0;
      for (let done = 0; done < cuts; done += cutsOfOne) {
        const recorded = await recording(prepared, done);
        const count = Math.min(cutsOfOne, cuts - done);
        const found = await cutPower(recorded, join(prepared.place, 'after'), count);
        // What was recorded is all that was written.
        expect(found.end).toEqual(hashes(realFiles(recorded.root)));
        faults.push(...found.faults);
        acknowledgements += found.acknowledgements;
        rmSync(recorded.root, { recursive: true });
      }
      expect(faults).toEqual([]);
      console.log(
        `${cuts} power cuts among ${acknowledgements} acknowledgements: 0 lost, 0 damaged (seed ${seed})`,
      );
    },
  );

  test.skipIf(why !== null)('without its fsyncs, the same work does lose', async () => {
    const prepared = await preparedPlace();
    const { root, changes } = await recording(prepared, 1);
    const careless = changes.filter(({ kind }) => kind !== 'sync');
    const target = join(prepared.place, 'after');
    const { faults } = await cutPower({ root, changes: careless }, target, 10);
    expect(faults.length).toBeGreaterThan(5);
  });
});
