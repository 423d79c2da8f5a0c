import type { ReadableDatabase } from '../../database/database';
import { splitSummaries, type SplitSummary } from '../../database/split-summary-queries';
import { testLookCounts } from '../../database/test-look-queries';
import { projectSummary } from '../../services/project-service';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { withRuns } from '../open-for-command';
import { percentText } from '../../reports/rate-text';
import { textTable } from '../text-table';

function splitsWithLooks(
  database: ReadableDatabase,
): readonly (SplitSummary & { readonly looks: number })[] {
  const counts = testLookCounts(database);
  return splitSummaries(database).map((split) => ({
    ...split,
    looks:
      counts.find((row) => row.splitSeed === split.splitSeed && row.trial === split.trial)?.looks ??
      0,
  }));
}

export const infoEntry: CommandEntry = {
  order: 40,
  register(program, context, end) {
    program
      .command('info <project>')
      .description('show textures with their counts, splits and runs')
      .option('--json', 'print one JSON object')
      .action(async (path: string, options: { json?: true }) => {
        const { summary, runs, splits } = await withRuns(
          context,
          path,
          async (service, project) => ({
            summary: projectSummary(project),
            splits: splitsWithLooks(project.database),
            // Oldest first, as they were made.
            runs: [...service.list()].reverse(),
          }),
        );
        if (options.json) {
          const info = {
            project: summary.path,
            textures: summary.textures.map(({ id: _id, ...texture }) => texture),
            images: summary.images,
            excluded: summary.excluded,
            splits,
            runs: runs.map(({ id, kind, state, teacherRun, plan, trialsDone, accuracy }) => ({
              run: id,
              kind,
              state,
              teacher: teacherRun,
              trials: plan.trials,
              trialsDone,
              accuracy,
            })),
          };
          context.out(`${JSON.stringify(info)}\n`);
        } else {
          const counts = (['ok', 'defective', 'unlabelled', 'unsure', 'ellipses'] as const).map(
            (title) => ({ title, align: 'right' as const }),
          );
          context.out(
            `${summary.path}: ${summary.images} images${summary.excluded === 0 ? '' : `, ${summary.excluded} excluded`}\n\n${textTable(
              [{ title: 'texture', align: 'left' }, ...counts],
              summary.textures.map((texture) => [
                texture.name,
                ...counts.map(({ title }) => String(texture[title])),
              ]),
            )}\n`,
          );
          for (const { splitSeed, trial, training, test, looks } of splits) {
            context.out(
              `${trial === 1 ? '\n' : ''}Split ${splitSeed}, trial ${trial}: ${training} training, ${test} test, looked at ${looks === 1 ? 'once' : `${looks} times`}\n`,
            );
          }
          if (runs.length > 0) {
            context.out(
              `\n${textTable(
                [
                  { title: 'run', align: 'left' },
                  { title: 'state', align: 'left' },
                  { title: 'trials', align: 'right' },
                  { title: 'accuracy', align: 'right' },
                ],
                runs.map((run) => [
                  run.id,
                  run.state,
                  `${run.trialsDone} of ${run.plan.trials}`,
                  percentText(run.accuracy),
                ]),
              )}\n`,
            );
          }
        }
        end(exitCodes.done);
      });
  },
};
