import { describe, expect, it } from 'vitest';
import { ProgressLine, progressText } from '../../scripts/setup/progress-line.mjs';

/** As much of a terminal, or of a file, as is written to. */
function output(isTTY: boolean) {
  const written: string[] = [];
  const out = { isTTY, write: (text: string) => written.push(text) > 0 };
  return { written, out: out as unknown as NodeJS.WriteStream };
}

describe('the progress of a download', () => {
  it('says percent, megabytes, rate and what is left', () => {
    // 60 of 240 MB are there; the other 180 MB take 90 s at 2 MB/s.
    expect(progressText('fetching X', 60e6, 240e6, 2e6)).toBe(
      'fetching X: 25 %, 60.0 of 240.0 MB, 2.0 MB/s, 1:30 min left',
    );
  });

  it('says only what is known', () => {
    expect(progressText('fetching X', 60e6, undefined, 2e6)).toBe('fetching X: 60.0 MB, 2.0 MB/s');
    expect(progressText('fetching X', 60e6, 240e6, 0)).toBe('fetching X: 25 %, 60.0 of 240.0 MB');
  });

  it('counts only this run for the rate, not what an earlier one left', () => {
    let now = 0;
    const { written, out } = output(true);
    const line = new ProgressLine('fetching X', out, () => now);
    line.total = 240e6;
    line.update(100e6);
    now = 10_000;
    line.update(120e6);
    // 20 MB in 10 s; 120 MB remain, which take 60 s.
    expect(written[1]).toContain('50 %, 120.0 of 240.0 MB, 2.0 MB/s, 1:00 min left');
  });

  it('writes a line each ten seconds where there is no terminal, and one at the end', () => {
    let now = 0;
    const { written, out } = output(false);
    const line = new ProgressLine('fetching X', out, () => now);
    line.total = 100e6;
    for (; now <= 25_000; now += 1_000) line.update(now * 1000);
    line.end();
    expect(written.map((text) => text.split(',')[0])).toEqual([
      '  fetching X: 10 %',
      '  fetching X: 20 %',
      '  fetching X: 25 %',
    ]);
  });
});
