import { Option } from 'commander';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import type { PlanTime } from '../../../src-shared/ipc/plan-views';
import type { RunSummary } from '../../../src-shared/ipc/run-views';
import { studentPreset } from '../../../src-shared/training/presets';
import { studentSizes } from '../../../src-shared/training/student-sizes';
import {
  presetNames,
  studentPlanSchema,
  type PresetName,
  type StudentPlan,
} from '../../../src-shared/training/training-plan';
import { collectFilters, finalFilters, type Filters } from '../filter-lists';
import type { CommandContext, CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { followRuns, type RunFollower } from '../follow-run';
import { collect, largestSeed, wholeNumber } from '../number-option';
import { settingsHelp, withStudentSettings } from '../plan-settings';
import { durationText } from '../long-work';
import { trainerParts, withRuns } from '../open-for-command';
import { planTimeText } from '../plan-time-text';
import { enqueue } from '../queue-later';
import { countText } from '../../reports/rate-text';
import { measurePlan } from '../../services/plan-time-service';
import { doneText, queuedText, trainJson } from '../run-text';

interface CompressOptions {
  readonly teacher: string;
  readonly filters?: readonly Filters[];
  readonly sweep?: true;
  readonly preset?: PresetName;
  readonly set?: readonly string[];
  readonly trials?: number;
  readonly seed?: number;
  readonly estimate?: true;
  readonly later?: true;
  readonly json?: true;
}

export const compressEntry: CommandEntry = {
  order: 60,
  register(program, context, end) {
    program
      .command('compress <project>')
      .description("train a tiny student to a teacher's logits")
      .requiredOption(
        '--teacher <run>',
        'a finished teacher run; with --later, one that waits or trains',
      )
      .addOption(
        new Option(
          '--filters <list>',
          'filters of the five conv layers (default: 4,8,16,4,4); several lists make a grid',
        )
          .argParser(collectFilters)
          .conflicts('sweep'),
      )
      .option('--sweep', 'a student for each filter list of the published sweep, largest first')
      .addOption(
        new Option(
          '--preset <name>',
          "starting point of the plan (default: the teacher's)",
        ).choices(presetNames),
      )
      .option('--set <key=value>', 'change one setting of the plan; may be repeated', collect)
      .option('--trials <n>', "trials to train (default: the teacher's)", wholeNumber(1, 100))
      .option('--seed <n>', 'of weights, patches and order', wholeNumber(0, largestSeed))
      .option('--estimate', 'only say how long it will take here, from a few timed steps')
      .option('--later', 'only put it into the queue, behind its teacher; "queue" says more')
      .option('--json', 'print one JSON object')
      .addHelpText('after', `\nSettings for --set:\n${settingsHelp(studentPlanSchema)}`)
      .action(async (path: string, options: CompressOptions) => {
        const lists = options.sweep ? studentSizes() : (options.filters ?? [finalFilters]);
        if (options.estimate) {
          const times = await estimate(context, path, options, lists);
          context.out(options.json ? `${JSON.stringify({ students: times })}\n` : timesText(times));
          end(exitCodes.done);
          return;
        }
        const train = options.later ? queueAll : trainAll;
        const students = await train(context, path, options, lists);
        context.out(
          options.json
            ? `${JSON.stringify(options.sweep || lists.length > 1 ? sweepJson(students) : students.map(trainJson)[0])}\n`
            : students
                .map((run) => (options.later ? queuedText(run, path) : doneText(run, path)))
                .join('\n'),
        );
        end(exitCodes.done);
      });
  },
};

interface StudentTime extends PlanTime {
  readonly filters: Filters;
}

/** What each student would take, from a few timed steps of each. */
function estimate(
  context: CommandContext,
  path: string,
  options: CompressOptions,
  lists: readonly Filters[],
): Promise<readonly StudentTime[]> {
  return withRuns(context, path, async (runs, project) => {
    const teacher = runs.get(options.teacher);
    const times: StudentTime[] = [];
    for (const filters of lists) {
      const plan = studentPlan(teacher, options, filters);
      times.push({ filters, ...(await measurePlan(project, plan, trainerParts(context))) });
    }
    return times;
  });
}

function timesText(times: readonly StudentTime[]): string {
  const lines = times.map(
    ({ filters, ...time }) => `${filters.join(',')}: ${planTimeText(time, new Date())}`,
  );
  const all = times.reduce((sum, { seconds }) => sum + seconds, 0);
  return `${[...lines, ...(times.length > 1 ? [`All: about ${durationText(all)}.`] : [])].join('\n')}\n`;
}

/** One student after the other, each to its end. */
function trainAll(
  context: CommandContext,
  path: string,
  options: CompressOptions,
  lists: readonly Filters[],
): Promise<readonly RunSummary[]> {
  return followRuns(context, path, async (follower) => {
    const done: RunSummary[] = [];
    for (const filters of lists) done.push(await train(context, follower, options, filters));
    return done;
  });
}

function queueAll(
  context: CommandContext,
  path: string,
  options: CompressOptions,
  lists: readonly Filters[],
): Promise<readonly RunSummary[]> {
  return withRuns(context, path, async (runs) => {
    const queued: RunSummary[] = [];
    for (const filters of lists) {
      const plan = studentPlan(runs.get(options.teacher), options, filters);
      queued.push(await enqueue(context, runs, plan));
    }
    return queued;
  });
}

async function train(
  context: CommandContext,
  { runs, finish }: RunFollower,
  options: CompressOptions,
  filters: Filters,
): Promise<RunSummary> {
  const teacher = runs.get(options.teacher);
  const plan = studentPlan(teacher, options, filters);
  if (teacher.trialsDone < plan.trials && teacher.state !== 'done') {
    throw new ExpectedFailure(
      'bad-input',
      `Teacher ${teacher.id} is ${teacher.state}, with ${countText(teacher.trialsDone, 'trial')} of ${teacher.plan.trials} done.`,
      'Finish it first, or queue the student behind it with --later.',
    );
  }
  const { remarks } = await runs.check(plan);
  for (const remark of remarks) context.screen.write(`${remark}\n`);
  const { run } = await runs.startStudent(plan);
  return finish(run);
}

function studentPlan(
  teacher: RunSummary,
  { preset, trials, seed, set = [] }: CompressOptions,
  filters: Filters,
): StudentPlan {
  if (teacher.plan.kind !== 'teacher') {
    throw new ExpectedFailure(
      'bad-input',
      `Run ${teacher.id} is a student; students learn from teachers.`,
    );
  }
  const own = teacher.plan.preset === 'custom' ? 'workstation' : teacher.plan.preset;
  const base = studentPreset(preset ?? own, teacher.plan, teacher.id, filters);
  return withStudentSettings(
    { ...base, trials: trials ?? base.trials, seed: seed ?? base.seed },
    set,
  );
}

function sweepJson(students: readonly RunSummary[]): unknown {
  return {
    runs: students.map(({ id, plan }) => ({
      run: id,
      filters: plan.kind === 'student' ? plan.filters : [],
    })),
  };
}
