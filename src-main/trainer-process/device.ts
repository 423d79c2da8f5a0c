import { cpus } from 'node:os';
import { runsOnGpu, tensorflowVersion } from './kernels/tensorflow';

/** The device that kernels run on, e.g. "CPU, 2 threads, TensorFlow 2.21.0". */
export function deviceName(): string {
  const threads = process.env['TF_NUM_INTRAOP_THREADS'] ?? String(cpus().length);
  const device = runsOnGpu() ? 'GPU' : `CPU, ${threads} threads`;
  return `${device}, TensorFlow ${tensorflowVersion()}`;
}
