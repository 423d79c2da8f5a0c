import type { BenchTiming } from '../../src-shared/training/trainer-job';
import { textTable } from './text-table';

/** Operations that take less than this share of the time are summed up. */
const smallestShare = 0.005;

/** Where the time of a benchmark went, a line an operation; empty where nobody counted. */
export function profileText({ name, runs, operations }: BenchTiming): string {
  if (operations === undefined || operations.length === 0) return '';
  const total = operations.reduce((sum, { ms }) => sum + ms, 0);
  const large = operations.filter(({ ms }) => ms >= smallestShare * total);
  const rest = operations.filter(({ ms }) => ms < smallestShare * total);
  const others = {
    operation: `${rest.length} others`,
    inputs: '',
    calls: rest.reduce((sum, { calls }) => sum + calls, 0),
    ms: rest.reduce((sum, { ms }) => sum + ms, 0),
  };
  const table = textTable(
    [
      { title: name, align: 'left' },
      { title: 'inputs', align: 'left' },
      { title: 'calls', align: 'right' },
      { title: 'ms a run', align: 'right' },
      { title: 'share', align: 'right' },
    ],
    [...large, ...(rest.length > 0 ? [others] : [])].map(({ operation, inputs, calls, ms }) => [
      operation,
      inputs,
      String(calls / runs),
      (ms / runs).toPrecision(3),
      `${((100 * ms) / total).toFixed(1)} %`,
    ]),
  );
  return `\n${table}\n`;
}
