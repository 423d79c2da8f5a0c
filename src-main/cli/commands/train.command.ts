import { Option } from 'commander';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import type { RunSummary } from '../../../src-shared/ipc/run-views';
import {
  presetNames,
  teacherPlanSchema,
  trainingModes,
} from '../../../src-shared/training/training-plan';
import { teacherArchitectures } from '../../services/architecture-list';
import type { OpenProject } from '../../services/project-service';
import { measurePlan } from '../../services/plan-time-service';
import { planCalled } from '../../services/saved-plan-service';
import { useDevice } from '../../services/trainer-environment';
import type { CommandContext, CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { followRuns, type RunFollower } from '../follow-run';
import { collect, largestSeed, wholeNumber } from '../number-option';
import { settingsHelp } from '../plan-settings';
import { plannedTeacher, type PlanOptions } from '../planned-teacher';
import { trainerParts, withProject, withRuns } from '../open-for-command';
import { planTimeText } from '../plan-time-text';
import { enqueue } from '../queue-later';
import { doneText, queuedText, trainJson } from '../run-text';
import type { RunService } from '../../services/run-service';

interface TrainOptions extends PlanOptions {
  readonly resume?: string;
  readonly later?: true;
  readonly estimate?: true;
  readonly device?: string;
  readonly json?: true;
}

export const trainEntry: CommandEntry = {
  order: 50,
  register(program, context, end) {
    program
      .command('train <project>')
      .description('train a teacher: a VGG16, by transfer from ImageNet unless told otherwise')
      .addOption(
        new Option('--preset <name>', 'starting point of the plan (default: workstation)').choices(
          presetNames,
        ),
      )
      .addOption(
        new Option('--mode <name>', 'where the weights start (default: transfer)').choices(
          trainingModes,
        ),
      )
      .option('--plan <plan>', 'a saved plan, a run or a FILE.json to start from')
      .option('--set <key=value>', 'change one setting of the plan; may be repeated', collect)
      .option('--trials <n>', "seeded splits to train (default: the preset's)", wholeNumber(1, 100))
      .option(
        '--seed <n>',
        'of weights, patches and order (default: 1)',
        wholeNumber(0, largestSeed),
      )
      .option(
        '--split-seed <n>',
        'of training and test sides (default: 1)',
        wholeNumber(0, largestSeed),
      )
      .option('--resume <run>', 'continue a run, teacher or student, from its newest checkpoint')
      .option('--estimate', 'only say how long it will take here, from a few timed steps')
      .option('--later', 'only put it into the queue; "queue" says more')
      .option('--device <name>', 'cpu, gpu, or gpu:1 of several cards (default: a card that fits)')
      .option('--json', 'print one JSON object')
      .addHelpText('after', `\nSettings for --set:\n${settingsHelp(teacherPlanSchema)}`)
      .addHelpText('after', `\nArchitectures, with parameters:\n${architecturesHelp()}`)
      .action(async (path: string, options: TrainOptions) => {
        if (options.device !== undefined) {
          refuseLater(options);
          useDevice(options.device);
        }
        if (options.estimate) {
          refuseResume(options);
          const time = await withProject(context, path, async (project) => {
            const plan = await plannedTeacher(options, (what) => planCalled(project, what));
            return measurePlan(project, plan, trainerParts(context));
          });
          context.out(
            options.json ? `${JSON.stringify(time)}\n` : `${planTimeText(time, new Date())}\n`,
          );
          end(exitCodes.done);
          return;
        }
        if (options.later) {
          const queued = await withRuns(context, path, (runs, project) =>
            queueLater(context, runs, project, options),
          );
          context.out(
            options.json ? `${JSON.stringify(trainJson(queued))}\n` : queuedText(queued, path),
          );
          end(exitCodes.done);
          return;
        }
        const done = await followRuns(context, path, (follower) =>
          options.resume === undefined
            ? start(context, follower, options)
            : resume(follower, { ...options, resume: options.resume }),
        );
        context.out(options.json ? `${JSON.stringify(trainJson(done))}\n` : doneText(done, path));
        end(exitCodes.done);
      });
  },
};

/** Nothing of a queued run starts now, so that its device cannot be chosen yet. */
function refuseLater({ later }: TrainOptions): void {
  if (later) {
    throw new ExpectedFailure(
      'wrong-use',
      'With --later nothing starts now, so that --device has no effect.',
      'Name the device where the queue is worked through: queue PROJECT work --device NAME.',
    );
  }
}

/** A line an architecture; sizes for the six textures of DAGM, patches of 224 pixels. */
function architecturesHelp(): string {
  return teacherArchitectures(6, 224)
    .map(({ name, title, parameters }) => {
      const size = parameters === null ? '' : parameters.toLocaleString('en');
      return `  ${name.padEnd(20)} ${title.padEnd(26)} ${size.padStart(11)}`;
    })
    .join('\n');
}

async function start(
  context: CommandContext,
  { runs, finish, project }: RunFollower,
  options: TrainOptions,
): Promise<RunSummary> {
  const plan = await plannedTeacher(options, (what) => planCalled(project, what));
  const { remarks } = await runs.check(plan);
  for (const remark of remarks) context.screen.write(`${remark}\n`);
  const { run } = await runs.startTeacher(plan);
  return finish(run);
}

/** A new run, or one that was stopped, gets a place in the queue. */
async function queueLater(
  context: CommandContext,
  runs: RunService,
  project: OpenProject,
  options: TrainOptions,
): Promise<RunSummary> {
  if (options.resume !== undefined) {
    refusePlanOptions(options);
    runs.resumeLater(options.resume);
    return runs.get(options.resume);
  }
  return enqueue(context, runs, await plannedTeacher(options, (what) => planCalled(project, what)));
}

async function resume(
  { runs, finish }: RunFollower,
  options: TrainOptions & { readonly resume: string },
): Promise<RunSummary> {
  refusePlanOptions(options);
  await runs.resume(options.resume);
  return finish(options.resume);
}

function refuseResume({ resume: run }: TrainOptions): void {
  if (run === undefined) return;
  throw new ExpectedFailure('wrong-use', 'Only a plan can be estimated, not the rest of a run.');
}

function refusePlanOptions({
  resume: _resume,
  json: _json,
  later: _later,
  ...others
}: TrainOptions): void {
  if (Object.keys(others).length > 0) {
    throw new ExpectedFailure(
      'wrong-use',
      'A resumed run keeps its plan.',
      'Give --resume without the options that make a plan.',
    );
  }
}
