import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, platform, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { BenchTiming } from '../../src-shared/training/trainer-job';
import type { ChildLauncher } from '../children/child-channel';
import type { NativeParts } from '../native-parts';
import { benchImport, benchLabelCommit } from './bench-data';
import { benchDecide, benchFirstDecision } from './bench-deployment';
import * as large from './bench-large';
import { benchTiming, type DataBench } from './bench-timing';
import { runTrainerJob } from './trainer-job-run';

/** Timed inside a trainer process. */
const trainerNames = [
  'vgg16-step-b32',
  'student-step-b32',
  'vgg16-infer-9',
  'student-infer-9',
  'student-step-b32-gray',
  'student-infer-9-gray',
] as const;

/** Timed in main, over a project of its own. */
const dataBenches: Readonly<Record<string, DataBench>> = {
  'import-image': benchImport,
  'label-commit': benchLabelCommit,
  'bundle-decide-512': benchDecide,
  'bundle-first-decision': benchFirstDecision,
  'open-100k': large.benchOpen,
  'page-100k': large.benchPages,
  'filter-100k': large.benchFilters,
  'search-100k': large.benchSearch,
  'label-commit-100k': large.benchLabelCommit,
  'statement-100k': large.benchStatements,
};

/** Every benchmark, by name. */
export const benchNames: readonly string[] = [...trainerNames, ...Object.keys(dataBenches)];

export interface BenchParts {
  readonly launcher: ChildLauncher;
  readonly parts: NativeParts;
  /** Hears what is being timed. */
  readonly say: (text: string) => void;
}

export interface BenchOptions {
  readonly only: readonly string[];
  readonly runs: number;
  readonly profile: boolean;
}

export interface Bench {
  readonly machine: {
    readonly processor: string;
    readonly cores: number;
    readonly memoryBytes: number;
    readonly system: string;
    readonly runtime: string;
  };
  readonly results: readonly BenchTiming[];
}

/**
 * Times the named benchmarks on this computer.
 *
 * @param options.only names; empty for all.
 * @param options.runs measurements of each.
 * @param options.profile whether to count the time of every TensorFlow operation as well.
 * @throws ExpectedFailure `wrong-use` for an unknown name.
 */
export async function runBench(bench: BenchParts, options: BenchOptions): Promise<Bench> {
  const unknown = options.only.filter((name) => !benchNames.includes(name));
  if (unknown.length > 0) {
    throw new ExpectedFailure(
      'wrong-use',
      `There is no benchmark ${unknown.join(', ')}.`,
      `There are ${benchNames.join(', ')}.`,
    );
  }
  const wanted = (name: string): boolean =>
    options.only.length === 0 || options.only.includes(name);
  const folder = await mkdtemp(join(tmpdir(), 'ellipsight-bench-'));
  try {
    const results = await trainerTimings(bench, folder, trainerNames.filter(wanted), options);
    for (const [name, measure] of Object.entries(dataBenches).filter(([name]) => wanted(name))) {
      bench.say(`Timing ${name} …`);
      const { launcher, parts } = bench;
      const place = { folder, launcher, sqliteBinding: parts.sqliteBinding };
      results.push(benchTiming(name, await measure(place, options.runs)));
    }
    return { machine: machine(), results };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function trainerTimings(
  { launcher, parts, say }: BenchParts,
  folder: string,
  names: readonly string[],
  { runs, profile }: BenchOptions,
): Promise<BenchTiming[]> {
  if (names.length === 0) return [];
  say(`Timing ${names.join(', ')} …`);
  const { libraryFolders } = parts.tensorflow;
  await runTrainerJob({ launcher, libraryFolders }, folder, {
    kind: 'bench',
    formatVersion: 1,
    names,
    repeats: runs,
    ...(profile ? { profile } : {}),
  });
  // Written by our own trainer from the same type.
  return JSON.parse(await readFile(join(folder, 'bench.json'), 'utf8')) as BenchTiming[];
}

function machine(): Bench['machine'] {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryBytes: totalmem(),
    system: `${platform()} ${release()}`,
    runtime: `Node ${process.version}`,
  };
}
