import type { OperationTiming } from '../../../src-shared/training/trainer-job';

interface Counted {
  calls: number;
  milliseconds: number;
}

let counted: Map<string, Counted> | null = null;

/** What the kernels' inputs are called in a profile: their shapes, the fastest-changing axis last. */
export function shapesText(shapes: readonly (readonly number[])[]): string {
  return shapes.map((shape) => shape.join('×') || '1').join(', ');
}

/** Starts counting from nothing. */
export function startCounting(): void {
  counted = new Map();
}

/** Ends counting: every operation with its input shapes, the costliest first; times are sums over all calls, ms. */
export function endCounting(): readonly OperationTiming[] {
  const timings = [...(counted ?? [])].map(([key, { calls, milliseconds }]): OperationTiming => {
    const [operation = '', inputs = ''] = key.split('\n');
    return { operation, inputs, calls, ms: milliseconds };
  });
  counted = null;
  return timings.sort((a, b) => b.ms - a.ms);
}

/** Runs a kernel, and counts its time where somebody asked for it. Kernels run at once, so that the time is their own. */
export function countedRun<T>(
  operation: string,
  inputs: readonly { readonly shape: readonly number[] }[],
  run: () => T,
): T {
  if (counted === null) return run();
  const started = performance.now();
  const result = run();
  const took = performance.now() - started;
  const key = `${operation}\n${shapesText(inputs.map(({ shape }) => shape))}`;
  const before = counted.get(key) ?? { calls: 0, milliseconds: 0 };
  counted.set(key, { calls: before.calls + 1, milliseconds: before.milliseconds + took });
  return result;
}
