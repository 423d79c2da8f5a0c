import { existsSync, readFileSync } from 'node:fs';
import type { ChildChannel, ChildLauncher } from '../../../src-main/children/child-channel';
import { testLauncher } from '../child-processes';

const megabyte = 1024 * 1024;

/** What the decoder processes of a test have cost. */
export interface WatchedDecoders {
  readonly launcher: ChildLauncher;
  /** Processes that were started. */
  readonly started: () => number;
  /** Most memory that one of those alive has held, MB; null where the system does not say. */
  readonly peakMb: () => number | null;
  /** Time that those alive have computed, s; null where the system does not say. */
  readonly cpuSeconds: () => number | null;
}

/** The real decoder processes, with a look at their accounts in `/proc`. */
export function watchedDecoders(): WatchedDecoders {
  const children: ChildChannel[] = [];
  const real = testLauncher();
  const accounts = (file: string): readonly string[] =>
    children.flatMap(({ pid }) => {
      const path = `/proc/${pid ?? 0}/${file}`;
      return pid !== undefined && existsSync(path) ? [readFileSync(path, 'utf8')] : [];
    });
  return {
    launcher: {
      launch: (entry, args, env) => {
        const child = real.launch(entry, args, env);
        children.push(child);
        return child;
      },
    },
    started: () => children.length,
    peakMb: () => {
      const peaks = accounts('status').flatMap((text) => {
        const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(text)?.[1];
        return kilobytes === undefined ? [] : [(Number(kilobytes) * 1024) / megabyte];
      });
      return peaks.length === 0 ? null : Math.max(...peaks);
    },
    cpuSeconds: () => {
      const spent = accounts('stat').map((text) => {
        // After the name in brackets: the state is the first, user and system time the 12th and 13th, in ticks of 10 ms.
        const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
        return (Number(fields[11]) + Number(fields[12])) / 100;
      });
      return spent.length === 0 ? null : spent.reduce((sum, seconds) => sum + seconds, 0);
    },
  };
}
