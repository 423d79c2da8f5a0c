import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { assertNever } from '../../src-shared/assert-never';
import type { ChildChannel } from '../children/child-channel';
import type { DecoderCallName, DecoderReply } from '../decoder-process/decoder-calls';

/** A call on its way. */
export interface DecoderJob {
  readonly name: DecoderCallName;
  readonly argument: unknown;
  /** Without a word for so long, the process is ended. */
  readonly silenceLimitMs: number;
  /** Made once more after its process was lost: it then has a process for itself. */
  readonly alone: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: (done: number, total: number) => void;
}

export interface DecoderWorkerEvents {
  /** Has room for another call. */
  readonly onIdle: () => void;
  /** The process is gone, with these calls unanswered; `ready` says whether it had come up at all. */
  readonly onLost: (worker: DecoderWorker, jobs: readonly DecoderJob[], ready: boolean) => void;
}

interface Running {
  readonly job: DecoderJob;
  /** Null until the process is up and has the call. */
  timer: NodeJS.Timeout | null;
}

/** How long a process may take to come up, milliseconds. */
const startLimitMs = 60_000;

/** One decoder process and the calls that it is working on. */
export class DecoderWorker {
  private readonly running = new Map<number, Running>();
  private readonly exited: Promise<void>;
  private lastId = 0;
  private ended = false;
  private ready = false;
  private readonly startTimer: NodeJS.Timeout;

  constructor(
    private readonly channel: ChildChannel,
    private readonly events: DecoderWorkerEvents,
  ) {
    this.startTimer = setTimeout(() => {
      channel.kill();
    }, startLimitMs);
    channel.onMessage((message) => {
      // Sent by decoder.ts alone.
      this.receive(message as DecoderReply);
    });
    this.exited = new Promise((resolve) => {
      channel.onExit(() => {
        resolve();
        this.lose();
      });
    });
  }

  /** Calls under way. */
  get load(): number {
    return this.running.size;
  }

  /** Whether a call has the process for itself. */
  get reserved(): boolean {
    return [...this.running.values()].some(({ job }) => job.alone);
  }

  start(job: DecoderJob): void {
    this.lastId += 1;
    const id = this.lastId;
    const running: Running = { job, timer: null };
    this.running.set(id, running);
    if (this.ready) {
      this.send(id, running);
    }
  }

  private send(id: number, running: Running): void {
    const { name, argument } = running.job;
    running.timer = this.silenceTimer(running.job);
    this.channel.send({ id, name, argument });
  }

  /** Ends the process and fails its calls; resolves once it is gone. */
  async end(reason: ExpectedFailure): Promise<void> {
    this.ended = true;
    clearTimeout(this.startTimer);
    for (const { job, timer } of this.running.values()) {
      stopTimer(timer);
      job.reject(reason);
    }
    this.running.clear();
    this.channel.kill();
    await this.exited;
  }

  private silenceTimer(job: DecoderJob): NodeJS.Timeout {
    return setTimeout(() => {
      // Its exit hands the calls back.
      this.channel.kill();
    }, job.silenceLimitMs);
  }

  private receive(reply: DecoderReply): void {
    if (reply.kind === 'ready') {
      this.ready = true;
      clearTimeout(this.startTimer);
      for (const [id, running] of this.running) {
        this.send(id, running);
      }
      return;
    }
    const running = this.running.get(reply.id);
    if (running === undefined) {
      return;
    }
    const { job } = running;
    stopTimer(running.timer);
    if (reply.kind === 'progress') {
      running.timer = this.silenceTimer(job);
      job.onProgress(reply.done, reply.total);
      return;
    }
    this.running.delete(reply.id);
    switch (reply.kind) {
      case 'value':
        job.resolve(reply.value);
        break;
      case 'failure':
        job.reject(ExpectedFailure.of(reply.failure));
        break;
      case 'bug':
        job.reject(new Error(`The decoder process failed in ${job.name}: ${reply.stack}`));
        break;
      default:
        assertNever(reply);
    }
    this.events.onIdle();
  }

  private lose(): void {
    if (this.ended) {
      return;
    }
    this.ended = true;
    clearTimeout(this.startTimer);
    const jobs = [...this.running.values()];
    this.running.clear();
    for (const { timer } of jobs) {
      stopTimer(timer);
    }
    this.events.onLost(
      this,
      jobs.map(({ job }) => job),
      this.ready,
    );
  }
}

function stopTimer(timer: NodeJS.Timeout | null): void {
  if (timer !== null) {
    clearTimeout(timer);
  }
}
