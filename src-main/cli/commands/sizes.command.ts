import type { NetworkSize } from '../../../src-shared/ipc/network-size-views';
import { meanText } from '../../reports/rate-text';
import { networkSizes, timeNetworks } from '../../services/network-size-service';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { trainerParts, withProject } from '../open-for-command';
import { textTable } from '../text-table';

interface SizesOptions {
  readonly teacher: string;
  readonly time?: true;
  readonly json?: true;
}

export const sizesEntry: CommandEntry = {
  order: 77,
  register(program, context, end) {
    program
      .command('sizes <project>')
      .description('a teacher and its students: accuracy, parameters, operations, size, time')
      .requiredOption('--teacher <run>', 'a teacher run')
      .option('--time', 'time the decision of one image by each, on this computer')
      .option('--json', 'print one JSON object')
      .action(async (path: string, { teacher, time, json }: SizesOptions) => {
        const networks = await withProject(context, path, (project) =>
          time
            ? timeNetworks(project, teacher, trainerParts(context))
            : networkSizes(project, teacher),
        );
        context.out(json ? `${JSON.stringify(jsonOf(networks))}\n` : textOf(networks));
        end(exitCodes.done);
      });
  },
};

function jsonOf(networks: readonly NetworkSize[]): object {
  return {
    networks: networks.map(({ run, accuracy, patches, operations, modelBytes, time }) => ({
      ...{ run: run.id, kind: run.kind, trials: run.trialsDone, accuracy },
      filters: run.plan.kind === 'student' ? run.plan.filters : null,
      ...{ parameters: run.parameters, patches, operations, modelBytes, ms: time },
    })),
  };
}

function textOf(networks: readonly NetworkSize[]): string {
  const right = (title: string) => ({ title, align: 'right' }) as const;
  const table = textTable(
    [
      { title: 'network', align: 'left' },
      ...['accuracy', 'parameters', 'operations', 'bytes', 'ms an image'].map(right),
    ],
    networks.map(({ run, accuracy, operations, modelBytes, time }) => [
      run.plan.kind === 'student' ? `${run.id} (${run.plan.filters.join(',')})` : run.id,
      meanText(accuracy, 2),
      run.parameters?.toLocaleString('en') ?? '–',
      operations.toExponential(2),
      modelBytes?.toLocaleString('en') ?? '–',
      time === null ? 'not timed' : time.median.toFixed(2),
    ]),
  );
  return `${table}\n`;
}
