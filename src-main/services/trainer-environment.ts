import { availableParallelism, cpus, totalmem } from 'node:os';

/** Share of the machine's memory that TensorFlow's pool may take. */
const poolShare = 0.7;

/**
 * Environment of a trainer process. TensorFlow reads these when it is loaded, so they are set from outside.
 * The pooling allocator avoids mapping and unmapping every large tensor anew.
 */
export function trainerEnvironment(): Readonly<Record<string, string>> {
  const megabytes = Math.floor((totalmem() * poolShare) / 2 ** 20);
  // `availableParallelism` came with Node 18.14; the fallback Electron has 16.17.
  const threads = String(
    typeof availableParallelism === 'function' ? availableParallelism() : cpus().length,
  );
  return {
    TF_CPU_ALLOCATOR_USE_BFC: 'true',
    TF_CPU_BFC_MEM_LIMIT_IN_MB: String(megabytes),
    TF_CPP_MIN_LOG_LEVEL: '2',
    TF_NUM_INTRAOP_THREADS: threads,
    TF_NUM_INTEROP_THREADS: '1',
    OMP_NUM_THREADS: threads,
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
  };
}
