import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatFixtures, type FormatFixture } from '../importers/format-fixtures';
import { MutantBench } from './mutant-bench';
import { mutant } from './mutate-source';

// `npm run test:long` makes 10,000 an importer. Each is recognised, read and prepared; some are imported for real.
const count = Number(process.env['ELLIPSIGHT_MUTANTS'] ?? 300);
const seed = Number(process.env['ELLIPSIGHT_MUTANTS_SEED'] ?? 20260103);
/** `FORMAT:NUMBER` makes this one alone. */
const [onlyFormat = '', onlyNumber = ''] = (process.env['ELLIPSIGHT_MUTANT'] ?? '').split(':');
/** How many are prepared for one that is imported for real; of plain images more, since that decodes them whole. */
const realEvery = (format: string): number => (format === 'plain-folder' ? 3 : 30);
/** Computed, so that a busy computer decides nothing. */
const mostSeconds = 2;
const mostMb = 512;

let bench: MutantBench;
beforeAll(async () => {
  bench = await MutantBench.open();
});
afterAll(() => bench.close());

async function wholeSource({ files }: FormatFixture): Promise<ReadonlyMap<string, Buffer>> {
  return new Map([...(await files())].map(([path, content]) => [path, Buffer.from(content)]));
}

const fixtures = formatFixtures.filter(({ format }) => onlyFormat === '' || format === onlyFormat);

test.each(fixtures.map((fixture) => [fixture.format, fixture] as const))(
  '%s: mutated sources end in a result or a named error, and change nothing by an error',
  async (format, fixture) => {
    const whole = await wholeSource(fixture);
    const totals = { results: 0, errors: 0, real: 0, skipped: 0, slowest: 0, longest: 0, mb: 0 };
    const first = onlyNumber === '' ? 0 : Number(onlyNumber);
    const end = onlyNumber === '' ? count : first + 1;
    for (let number = first; number < end; number += 1) {
      const made = mutant(whole, seed, format, number);
      const real = number % realEvery(format) === 0;
      const title = `${format}:${number}, seed ${seed}: ${made.done.join('; ')}`;
      const { summary, seconds, wallSeconds, mb } = await bench.try(made, format, title, real);
      expect(seconds, title).toBeLessThan(mostSeconds);
      expect(mb, title).toBeLessThan(mostMb);
      totals[summary === null ? 'errors' : 'results'] += 1;
      totals.real += real ? 1 : 0;
      totals.skipped += summary?.skipped.length ?? 0;
      totals.slowest = Math.max(totals.slowest, seconds);
      totals.longest = Math.max(totals.longest, wallSeconds);
      totals.mb = Math.max(totals.mb, mb);
    }
    expect('polluted' in {}).toBe(false);
    const decoderMb = bench.decoders.peakMb();
    console.log(
      `mutants of ${format}: ${totals.results} results with ${totals.skipped} files and rows named, ` +
        `${totals.errors} typed errors, ${totals.real} imported for real; at most ${totals.slowest.toFixed(2)} s computed, ` +
        `${totals.longest.toFixed(2)} s waited, ${totals.mb.toFixed(0)} MB here, ${decoderMb?.toFixed(0) ?? '?'} MB in a decoder, ` +
        `${bench.decoders.started()} decoders so far (seed ${seed})`,
    );
    expect(totals.results + totals.errors).toBe(end - first);
    expect(decoderMb ?? 0).toBeLessThan(mostMb);
  },
);
