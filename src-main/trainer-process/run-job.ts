import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertNever } from '../../src-shared/assert-never';
import { ExpectedFailure, type Failure } from '../../src-shared/ipc/failure';
import type { TrainerJob } from '../../src-shared/training/trainer-job';
import { saidFailure } from '../../src-shared/sentences/english';
import { runBench } from './bench';
import { runDecisionTimes } from './decision-times';
import { deviceName } from './device';
import { JobCancelled, ProcessSpent, type JobContext } from './job-context';
import { runEvidence } from './evidence';
import { runPace } from './pace';
import { runPredict } from './predict';
import { runProbe } from './probe';
import { runStudent } from './student';
import { runTeacher } from './teacher';

/**
 * Runs the job of a folder to its end and says how it ended: `done`, `cancelled`, `failed`, or `spent` where another
 * process shall go on. Bugs are thrown.
 */
export async function runJob(context: JobContext): Promise<void> {
  context.emit({ kind: 'started', pid: process.pid, device: deviceName() });
  try {
    const bytes = readFileSync(join(context.folder, 'job.json'));
    const job: TrainerJob = parseJob(bytes.toString('utf8'));
    const hash = createHash('sha256').update(bytes).digest('hex');
    await runKind(job, hash, context);
    context.emit({ kind: 'done' });
  } catch (error) {
    if (error instanceof JobCancelled) {
      context.emit({ kind: 'cancelled' });
      return;
    }
    if (error instanceof ProcessSpent) {
      context.emit({ kind: 'spent', residentBytes: process.memoryUsage.rss() });
      return;
    }
    context.emit({ kind: 'failed', failure: expectedFailure(error) });
  }
}

async function runKind(job: TrainerJob, hash: string, context: JobContext): Promise<void> {
  switch (job.kind) {
    case 'teacher':
      return runTeacher(job, hash, context);
    case 'student':
      return runStudent(job, hash, context);
    case 'predict':
      return runPredict(job, context);
    case 'evidence':
      return runEvidence(job, context);
    case 'probe':
      return runProbe(context);
    case 'pace':
      return runPace(job, context);
    case 'bench':
      return runBench(job, context);
    case 'decision-times':
      return runDecisionTimes(job, context);
    default:
      return assertNever(job);
  }
}

// Main wrote the job and its folder is the program's own; the plan was checked against its schema there.
function parseJob(text: string): TrainerJob {
  const job: TrainerJob = JSON.parse(text);
  if (job.formatVersion !== 1) {
    throw new ExpectedFailure(
      'bad-input',
      `The job is of format ${String(job.formatVersion)}, which this version cannot run.`,
    );
  }
  return job;
}

/** What TensorFlow, C++ and V8 say where memory runs out. */
const outOfMemory =
  /OOM when allocating|RESOURCE_?EXHAUSTED|bad_alloc|Array buffer allocation failed|Invalid typed array length/i;

/** @throws what was no expected failure */
export function expectedFailure(error: unknown): Failure {
  if (error instanceof ExpectedFailure) {
    return error.failure;
  }
  if (error instanceof Error && outOfMemory.test(error.message)) {
    return saidFailure('out-of-memory', 'outOfMemory').failure;
  }
  throw error;
}
