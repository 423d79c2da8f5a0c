import type { Page } from 'playwright';

/** One event of the pointer or the keyboard. */
export type Step = (index: number) => Promise<void>;

/** What steps cost a page. */
export interface PageCost {
  /** Script of each step, milliseconds: one event and the frame that shows it. */
  scriptOf(step: Step): Promise<readonly number[]>;
  /** Frames a second while steps come as fast as they are taken. */
  frameRate(step: Step): Promise<number>;
}

/** Measures a page over so many steps. */
export async function pageCost(page: Page, steps: number): Promise<PageCost> {
  const session = await page.context().newCDPSession(page);
  // Time of the processor: what else the computer does meanwhile does not count.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });

  /**
   * Processor seconds of the page's main thread so far, but those of styles and layout: script, painting, and what the
   * test itself asks of the page (about a millisecond a step). Chromium's own `ScriptDuration` leaves out microtasks, in
   * which Vue draws.
   */
  async function scriptSeconds(): Promise<number> {
    const { metrics } = await session.send('Performance.getMetrics');
    const seconds = (metric: string): number =>
      metrics.find(({ name }) => name === metric)?.value ?? NaN;
    return seconds('TaskDuration') - seconds('LayoutDuration') - seconds('RecalcStyleDuration');
  }

  async function nextFrame(): Promise<void> {
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))),
    );
  }

  return {
    async scriptOf(step) {
      const times: number[] = [];
      for (let index = 0; index < steps; index += 1) {
        const before = await scriptSeconds();
        await step(index);
        await nextFrame();
        times.push(1000 * ((await scriptSeconds()) - before));
      }
      return times;
    },
    async frameRate(step) {
      await page.evaluate(() => {
        const { dataset } = document.documentElement;
        dataset['frames'] = '0';
        const count = (): void => {
          if (dataset['frames'] === undefined) return;
          dataset['frames'] = String(Number(dataset['frames']) + 1);
          requestAnimationFrame(count);
        };
        requestAnimationFrame(count);
      });
      const start = performance.now();
      for (let index = 0; index < steps; index += 1) await step(index);
      const seconds = (performance.now() - start) / 1000;
      const frames = await page.evaluate(() => {
        const { dataset } = document.documentElement;
        const seen = Number(dataset['frames']);
        delete dataset['frames'];
        return seen;
      });
      return frames / seconds;
    },
  };
}

/** Milliseconds in words. */
export function spread(times: readonly number[]): string {
  const sorted = [...times].sort((one, other) => one - other);
  const share = (part: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN).toFixed(1);
  return `median ${share(0.5)}, 95 % ${share(0.95)}, most ${share(1)} ms`;
}
