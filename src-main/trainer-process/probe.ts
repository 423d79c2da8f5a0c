import { join } from 'node:path';
import { cpus } from 'node:os';
import type { ProbeResult } from '../../src-shared/training/trainer-job';
import type { JobContext } from './job-context';
import { deviceName } from './device';
import { matrixProduct } from './kernels/matrix-product';
import { tensorflowPackage, tensorflowVersion, tensorOf, valuesOf } from './kernels/tensorflow';
import { timed } from './timing';
import { writeDurably } from './weights/durable-file';

const side = 2048;

/** Says what the native library is, and times a 2048³ matrix product on the device really used, into `probe.json`. */
export async function runProbe(context: JobContext): Promise<void> {
  const left = tensorOf(new Float32Array(side * side).fill(0.5), [side, side]);
  const right = tensorOf(new Float32Array(side * side).fill(2), [side, side]);
  const timing = await timed(
    'matmul',
    () => {
      const product = matrixProduct(left, right);
      // On a GPU the kernel only starts; reading a number waits for it.
      const [first] = valuesOf(product);
      product.dispose();
      if (first !== side) {
        throw new Error(`A matrix product of ones gave ${String(first)}, not ${side}.`);
      }
    },
    { warmUp: 1, counted: 5 },
    context,
  );
  left.dispose();
  right.dispose();
  const result: ProbeResult = {
    tensorflow: tensorflowVersion(),
    binding: tensorflowPackage(),
    device: deviceName(),
    threads: cpus().length,
    matmulMs: timing.ms.min,
    matmulGflops: (2 * side ** 3) / (timing.ms.min * 1e6),
  };
  writeDurably(join(context.folder, 'probe.json'), [Buffer.from(JSON.stringify(result))]);
}
