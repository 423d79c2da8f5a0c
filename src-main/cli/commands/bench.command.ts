import { benchNames, runBench } from '../../services/bench-service';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { collect, wholeNumber } from '../number-option';
import { profileText } from '../profile-text';
import { textTable } from '../text-table';

interface BenchCommandOptions {
  readonly only?: readonly string[];
  readonly runs: number;
  readonly profile?: boolean;
  readonly json?: true;
}

export const benchEntry: CommandEntry = {
  order: 110,
  register(program, context, end) {
    program
      .command('bench')
      .description('time training, decisions, import, labelling and paging on this computer')
      .option('--only <name>', `one of ${benchNames.join(', ')}; may be repeated`, collect)
      .option('--runs <n>', 'measurements of each', wholeNumber(1, 1000), 3)
      .option('--profile', 'also say which TensorFlow operations the time went into')
      .option('--json', 'print one JSON object')
      .action(async ({ only = [], runs, profile = false, json }: BenchCommandOptions) => {
        const bench = await runBench(
          {
            launcher: context.launcher,
            parts: context.parts(),
            say: (text) => context.screen.write(`${text}\n`),
          },
          { only, runs, profile },
        );
        if (json) {
          context.out(`${JSON.stringify(bench)}\n`);
        } else {
          const table = textTable(
            [
              { title: 'benchmark', align: 'left' },
              { title: 'min ms', align: 'right' },
              { title: 'median ms', align: 'right' },
              { title: 'p95 ms', align: 'right' },
              { title: 'p99 ms', align: 'right' },
              { title: 'max ms', align: 'right' },
              { title: 'a second', align: 'right' },
            ],
            bench.results.map(({ name, ms, perSecond }) => [
              name,
              ...[ms.min, ms.median, ms.p95, ms.p99, ms.max, perSecond].map(
                (value) => value?.toPrecision(4) ?? '',
              ),
            ]),
          );
          context.out(`${table}\n`);
          for (const timing of bench.results) context.out(profileText(timing));
        }
        end(exitCodes.done);
      });
  },
};
