import { cpus } from 'node:os';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { saidFailure } from '../../src-shared/sentences/english';
import type { ChildLauncher } from '../children/child-channel';
import type {
  DecoderArgument,
  DecoderCallName,
  DecoderResult,
} from '../decoder-process/decoder-calls';
import { DecoderWorker, type DecoderJob } from './decoder-worker';

/** What main asks of the decoder processes. */
export interface DecoderClient {
  /**
   * @param onProgress `write-pixels` and what reads weights tell it.
   * @throws ExpectedFailure of the call; `missing-part` where the process cannot be started; `bad-input` as well where a file takes too long or ends the process each time.
   */
  call<N extends DecoderCallName>(
    name: N,
    argument: DecoderArgument<N>,
    onProgress?: (done: number, total: number) => void,
  ): Promise<DecoderResult<N>>;
  inspect(file: string): Promise<DecoderResult<'inspect'>>;
  writePixels(
    request: DecoderArgument<'write-pixels'>,
    onProgress?: (done: number, total: number) => void,
  ): Promise<DecoderResult<'write-pixels'>>;
  /** Ends the processes; calls under way fail with `cancelled`. */
  close(): Promise<void>;
}

/**
 * How long a call may stay silent, milliseconds. Generous, since a loaded machine is no bad file; a bad file only has to
 * end at some time.
 */
export const silenceLimitsMs: Readonly<Record<DecoderCallName, number>> = {
  inspect: 20_000,
  'store-image': 60_000,
  'perceptual-hash': 60_000,
  thumbnail: 60_000,
  tone: 60_000,
  'window-picture': 60_000,
  'fit-mask': 60_000,
  'fit-regions': 60_000,
  'write-mask': 60_000,
  'generate-sample': 60_000,
  // Some of a second; a file on a slow stick, minutes between two layers.
  'read-weights': 300_000,
  'store-weights': 300_000,
  'write-pixels': 60_000,
  // Half a gigabyte to read, to turn round and to write.
  'write-model': 600_000,
  // A whole VGG16 is read first, and four calls wait for one another.
  decide: 300_000,
  'deciding-features': 300_000,
  'nearest-features': 60_000,
  'time-decisions': 300_000,
};

/** Calls that one process works on at a time: reading, decoding and fsync overlap. */
const callsAtATime = 4;

/** Processes in a row that do not come up, after which calls are refused. */
const startsTried = 3;

export interface DecoderClientOptions {
  readonly launcher: ChildLauncher;
  /** Number of processes; min(2, cores) unless told. */
  readonly processes?: number;
  /** Replaces {@link silenceLimitsMs} for every call. */
  readonly silenceLimitMs?: number;
}

/**
 * A pool of decoder processes, started when first needed. Where one ends or stays silent, it is replaced; its calls
 * are made once more, each alone in a process, so that a file that does it again fails alone.
 */
export function createDecoderClient(options: DecoderClientOptions): DecoderClient {
  const size = options.processes ?? Math.min(2, Math.max(1, cpus().length));
  const waiting: DecoderJob[] = [];
  const workers: DecoderWorker[] = [];
  let closed = false;
  let failedStarts = 0;

  const startWorker = (): DecoderWorker => {
    const worker = new DecoderWorker(options.launcher.launch('decoder', [], {}), {
      onIdle: feed,
      onLost: (lost, jobs, wasReady) => {
        workers.splice(workers.indexOf(lost), 1);
        failedStarts = wasReady ? 0 : failedStarts + 1;
        if (failedStarts === startsTried) {
          failedStarts = 0;
          refuse([...jobs, ...waiting.splice(0)], couldNotStart());
          return;
        }
        for (const job of jobs) {
          if (wasReady) {
            retryOrFail(job);
          } else {
            // It never saw the call, so that no file is to blame.
            waiting.unshift(job);
          }
        }
        feed();
      },
    });
    workers.push(worker);
    return worker;
  };

  const refuse = (jobs: readonly DecoderJob[], reason: ExpectedFailure): void => {
    for (const job of jobs) {
      job.reject(reason);
    }
  };

  const retryOrFail = (job: DecoderJob): void => {
    if (job.alone) {
      job.reject(saidFailure('bad-input', 'fileStoppedReader'));
      return;
    }
    waiting.unshift({ ...job, alone: true });
  };

  function feed(): void {
    for (;;) {
      const job = waiting[0];
      if (job === undefined || closed) {
        return;
      }
      const worker = workerFor(job);
      if (worker === null) {
        return;
      }
      waiting.shift();
      worker.start(job);
    }
  }

  const workerFor = (job: DecoderJob): DecoderWorker | null => {
    const room = job.alone ? 1 : callsAtATime;
    const free = workers
      .filter((worker) => worker.load < room && !worker.reserved)
      .sort((a, b) => a.load - b.load)[0];
    if (free !== undefined && (free.load === 0 || workers.length >= size)) {
      return free;
    }
    return workers.length < size ? startWorker() : null;
  };

  const call: DecoderClient['call'] = (name, argument, onProgress) =>
    new Promise((resolve, reject) => {
      if (closed) {
        reject(new ExpectedFailure('cancelled', 'The project has been closed.'));
        return;
      }
      waiting.push({
        name,
        argument,
        silenceLimitMs: options.silenceLimitMs ?? silenceLimitsMs[name],
        alone: false,
        // The reply to a call is of the type that the table of calls gives it.
        resolve: resolve as (value: unknown) => void,
        reject,
        onProgress: onProgress ?? (() => undefined),
      });
      feed();
    });

  return {
    call,
    inspect: async (file) => call('inspect', { file }),
    writePixels: async (request, onProgress) => call('write-pixels', request, onProgress),
    close: async () => {
      closed = true;
      const gone = new ExpectedFailure('cancelled', 'The project has been closed.');
      refuse(waiting.splice(0), gone);
      await Promise.all(workers.splice(0).map((worker) => worker.end(gone)));
    },
  };
}

function couldNotStart(): ExpectedFailure {
  return saidFailure('missing-part', 'imageReaderMissing');
}
