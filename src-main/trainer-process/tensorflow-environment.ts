import { memoryAtHand } from './memory-cap';

/**
 * Environment that libtensorflow reads while it loads. The launcher may have set any of it; what is unset gets our
 * defaults. Import this module before anything that loads the binding.
 *
 * Without its pooling allocator TensorFlow maps and unmaps every large tensor anew, which costs a tenth of the time.
 */
const defaults: Readonly<Record<string, string>> = {
  TF_CPP_MIN_LOG_LEVEL: '2',
  TF_CPU_ALLOCATOR_USE_BFC: 'true',
  // The allocator reserves on demand; the limit only has to stay under what the machine, or its container, has.
  TF_CPU_BFC_MEM_LIMIT_IN_MB: String(Math.floor((memoryAtHand() * 0.8) / 2 ** 20)),
  TF_FORCE_GPU_ALLOW_GROWTH: 'true',
};

for (const [name, value] of Object.entries(defaults)) {
  if (process.env[name] === undefined) {
    process.env[name] = value;
  }
}
