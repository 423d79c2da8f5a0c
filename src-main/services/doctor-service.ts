import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { arch, cpus, platform, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { DoctorCheck } from '../../src-shared/ipc/views';
import type { ProbeResult } from '../../src-shared/training/trainer-job';
import type { ChildLauncher } from '../children/child-channel';
import { statement } from '../database/database';
import { openDatabase } from '../database/open-database';
import type { NativeParts } from '../native-parts';
import { graphicsCards } from './graphics-cards';
import { failureText } from './run-end';
import { runTrainerJob } from './trainer-job-run';
import { checkWeights } from './weights-check';

export interface DoctorParts {
  readonly launcher: ChildLauncher;
  readonly parts: NativeParts;
}

/** Memory below which training is said to be tight, and below which a VGG16 does not fit, bytes. */
const tightMemory = 8 * 2 ** 30;
const leastMemory = 4 * 2 ** 30;
/** A matrix product slower than this has lost its vector instructions or its processor, 10⁹ operations a second. */
const slowProduct = 10;

const rerunSetup = 'Run "npm run setup".';

/** Looks over this computer and the native parts; takes seconds, since it times a matrix product in a trainer. */
export async function runDoctor({ launcher, parts }: DoctorParts): Promise<readonly DoctorCheck[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ellipsight-doctor-'));
  try {
    return [
      await vectorCheck(),
      coresCheck(),
      memoryCheck(),
      ...(await tensorflowChecks(launcher, parts, folder)),
      ...(await cardChecks(parts)),
      sqliteCheck(parts, folder),
      electronCheck(parts),
      await weightsCheck(parts),
      {
        name: 'Node',
        state: 'pass',
        value: `${process.version}, ${platform()} ${arch()}`,
        advice: '',
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function vectorCheck(): Promise<DoctorCheck> {
  const name = 'AVX';
  const text = await readFile('/proc/cpuinfo', 'utf8').catch(() => null);
  const flags =
    /^flags\s*:(.*)$/m
      .exec(text ?? '')?.[1]
      ?.trim()
      .split(/\s+/) ?? null;
  if (flags === null) {
    return {
      name,
      state: 'warn',
      value: 'this system does not say',
      advice: 'TensorFlow needs a processor with AVX.',
    };
  }
  const found = ['avx', 'avx2', 'avx512f'].filter((flag) => flags.includes(flag));
  if (found.length === 0) {
    return {
      name,
      state: 'fail',
      value: 'none',
      advice: 'TensorFlow needs a processor with AVX; use another computer to train.',
    };
  }
  const value = found.map((flag) => flag.toUpperCase()).join(', ');
  return found.includes('avx2')
    ? { name, state: 'pass', value, advice: '' }
    : { name, state: 'warn', value, advice: 'Without AVX2 training takes about twice the time.' };
}

function coresCheck(): DoctorCheck {
  const processors = cpus();
  const value = `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}`;
  return processors.length > 1
    ? { name: 'Cores', state: 'pass', value, advice: '' }
    : {
        name: 'Cores',
        state: 'warn',
        value,
        advice: 'With one core the window and the training share it.',
      };
}

function memoryCheck(): DoctorCheck {
  const bytes = totalmem();
  const value = `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  if (bytes >= tightMemory) return { name: 'Memory', state: 'pass', value, advice: '' };
  return {
    name: 'Memory',
    state: bytes < leastMemory ? 'fail' : 'warn',
    value,
    advice: 'A whole VGG16 at batch 32 needs 8 GiB; take a smaller batch, or the quick preset.',
  };
}

async function tensorflowChecks(
  launcher: ChildLauncher,
  parts: NativeParts,
  folder: string,
): Promise<readonly DoctorCheck[]> {
  const { libraryFolders, device: built } = parts.tensorflow;
  let probe: ProbeResult;
  try {
    await runTrainerJob({ launcher, libraryFolders }, folder, { kind: 'probe', formatVersion: 1 });
    // Written by our own trainer from the same type.
    probe = JSON.parse(await readFile(join(folder, 'probe.json'), 'utf8')) as ProbeResult;
  } catch (error) {
    if (!(error instanceof ExpectedFailure)) throw error;
    const value = failureText(error.failure);
    return [{ name: 'TensorFlow', state: 'fail', value, advice: rerunSetup }];
  }
  const { tensorflow, binding, device, matmulGflops, matmulMs } = probe;
  const unused = built === 'gpu' && !/gpu/i.test(device);
  const slow = matmulGflops < slowProduct;
  return [
    {
      name: 'TensorFlow',
      state: 'pass',
      value: `${tensorflow}, binding ${binding}`,
      advice: '',
    },
    {
      name: 'Device',
      state: unused || slow ? 'warn' : 'pass',
      value: `${device}; a 2048³ product in ${matmulMs.toFixed(0)} ms (${matmulGflops.toFixed(0)} GFLOP/s)`,
      advice: unused
        ? "The graphics card is not used: check the NVIDIA driver's version."
        : slow
          ? 'This is slow: close other programs, and see whether the processor is throttled.'
          : '',
    },
  ];
}

/** A line a card; where there is none, nothing is missing. */
async function cardChecks({ tensorflow }: NativeParts): Promise<readonly DoctorCheck[]> {
  const cards = await graphicsCards();
  const unfit = tensorflow.device === 'cpu';
  return cards.map(({ index, name, memory, memoryUsed, driver }) => ({
    name: `Graphics card ${index}`,
    state: unfit ? 'warn' : 'pass',
    value: `${name}, ${memory} MiB, ${memoryUsed} in use, driver ${driver}`,
    advice: unfit ? 'TensorFlow was set up without it: run "npm run setup -- --device gpu".' : '',
  }));
}

/** Durability as it is found on a file that was closed and opened again: a new file would not show a lost setting. */
function sqliteCheck({ sqliteBinding }: NativeParts, folder: string): DoctorCheck {
  const name = 'SQLite';
  const file = join(folder, 'doctor.db');
  const options = { sqliteBinding, readOnly: false, owner: () => '' };
  try {
    openDatabase(file, { ...options, create: true }).close();
    const database = openDatabase(file, { ...options, create: false });
    try {
      const synchronous = Number(database.pragma('synchronous', { simple: true }));
      const journal = String(database.pragma('journal_mode', { simple: true }));
      const { version } = statement<[], { version: string }>(
        database,
        'SELECT sqlite_version() AS version',
      ).get() ?? { version: 'unknown' };
      const durable = synchronous === 2 && journal === 'wal';
      return {
        name,
        state: durable ? 'pass' : 'fail',
        value: `${version}, reopened with synchronous=${synchronousNames[synchronous] ?? synchronous}, journal ${journal}`,
        advice: durable ? '' : 'A power cut could lose labels; keep projects on another disk.',
      };
    } finally {
      database.close();
    }
  } catch (error) {
    const value = error instanceof Error ? error.message : String(error);
    return { name, state: 'fail', value, advice: rerunSetup };
  }
}

const synchronousNames: readonly string[] = ['OFF', 'NORMAL', 'FULL', 'EXTRA'];

function electronCheck({ electron }: NativeParts): DoctorCheck {
  const name = 'Electron';
  if (!existsSync(electron.executable)) {
    return {
      name,
      state: 'fail',
      value: `${electron.executable} is missing`,
      advice: rerunSetup,
    };
  }
  return electron.current
    ? { name, state: 'pass', value: electron.version, advice: '' }
    : {
        name,
        state: 'warn',
        value: `${electron.version}, standing in for the current one`,
        advice:
          'It is old: fit for trying and testing, not for daily use. Run "npm run setup" where downloads from GitHub are allowed.',
      };
}

async function weightsCheck({ weights }: NativeParts): Promise<DoctorCheck> {
  const name = 'ImageNet weights';
  const { layers, wrong } = await checkWeights(weights);
  return wrong.length === 0
    ? { name, state: 'pass', value: `${layers} layers as written down`, advice: '' }
    : { name, state: 'fail', value: wrong.slice(0, 3).join('; '), advice: rerunSetup };
}
