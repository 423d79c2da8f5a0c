import { join } from 'node:path';
import type { BenchTiming, DecisionTimesJob } from '../../src-shared/training/trainer-job';
import { someWeights, timeForward } from './forward-time';
import { JobCancelled, type JobContext } from './job-context';
import { layersOf } from './model-file';
import { Network } from './network';
import { writeDurably } from './weights/durable-file';

/**
 * Times the decision of one image by each of the job's networks, the patches of its grid as one batch, into
 * `times.json`: a list of timings. What the weights are makes no difference to
 * the time.
 */
export async function runDecisionTimes(job: DecisionTimesJob, context: JobContext): Promise<void> {
  const timings: BenchTiming[] = [];
  for (const { plan, patches } of job.networks) {
    if (context.cancelled()) throw new JobCancelled();
    const { patchSize } = plan;
    const network = new Network(
      layersOf(plan, job.textures),
      [patchSize, patchSize, 3],
      someWeights,
    );
    const shape = [patches, patchSize, patchSize, job.channels];
    timings.push(await timeForward(plan.architecture, network, shape, job.repeats, context));
    network.dispose();
    context.emit({
      ...{ kind: 'phase', trial: 0, phase: 'evaluating' },
      ...{ done: timings.length, total: job.networks.length },
    });
  }
  writeDurably(join(context.folder, 'times.json'), [Buffer.from(JSON.stringify(timings))]);
}
