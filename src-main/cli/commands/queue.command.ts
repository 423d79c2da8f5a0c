import { Argument } from 'commander';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import type { QueueView } from '../../../src-shared/ipc/queue-views';
import type { RunSummary } from '../../../src-shared/ipc/run-views';
import type { RunService } from '../../services/run-service';
import type { CommandContext, CommandEntry } from '../command-context';
import { useDevice } from '../../services/trainer-environment';
import { exitCodes, type ExitCode } from '../exit-code';
import { followRuns } from '../follow-run';
import { withRuns } from '../open-for-command';
import { doneText, trainJson } from '../run-text';
import { textTable } from '../text-table';

const actions = ['list', 'work', 'move', 'pause', 'resume', 'cancel'] as const;
type Action = (typeof actions)[number];

export const queueEntry: CommandEntry = {
  order: 65,
  register(program, context, end) {
    program
      .command('queue <project>')
      .description('the runs that wait: list them, work through them, change their order')
      .addArgument(
        new Argument('[action]', 'what to do (default: list)').choices(actions).default('list'),
      )
      .argument('[words...]', 'work · move RUN PLACE · pause RUN · resume RUN · cancel RUN')
      .option('--device <name>', 'of work: cpu, gpu, or gpu:1 of several cards')
      .option('--json', 'print one JSON object')
      .action(
        async (
          path: string,
          action: Action,
          words: readonly string[],
          options: { readonly device?: string; readonly json?: true },
        ) => {
          if (options.device !== undefined) useDevice(options.device);
          if (action === 'work') {
            const worked = await workThrough(context, path);
            context.out(
              options.json
                ? `${JSON.stringify({ runs: worked.ended.map(workedJson) })}\n`
                : worked.ended.map((run) => workedText(run, path)).join(''),
            );
            end(workExitCode(worked));
            return;
          }
          const queue = await withRuns(context, path, async (runs) => {
            act(runs, action, words);
            return runs.queue();
          });
          context.out(options.json ? `${JSON.stringify(queueJson(queue))}\n` : queueText(queue));
          end(exitCodes.done);
        },
      );
  },
};

function act(runs: RunService, action: Exclude<Action, 'work'>, words: readonly string[]): void {
  const word = (index: number): string => {
    const text = words[index];
    if (text === undefined) {
      throw new ExpectedFailure('wrong-use', `"${action}" takes more words; see queue --help.`);
    }
    return text;
  };
  switch (action) {
    case 'list':
      return;
    case 'move': {
      const place = Number(word(1));
      if (!Number.isInteger(place) || place < 1) {
        throw new ExpectedFailure('wrong-use', `"${word(1)}" is no place: 1 is the first.`);
      }
      runs.move(word(0), place);
      return;
    }
    case 'pause':
      runs.pause(word(0));
      return;
    case 'resume':
      runs.resumeLater(word(0));
      return;
    case 'cancel':
      runs.cancel(word(0));
      return;
  }
}

/** What became of the queue's runs, and whether somebody stopped the work. */
interface Worked {
  readonly ended: readonly RunSummary[];
  readonly interrupted: boolean;
}

/** Trains what waits, one after the other; each is told when it ends. An interrupt leaves the rest waiting. */
async function workThrough(context: CommandContext, path: string): Promise<Worked> {
  return followRuns(
    context,
    path,
    async ({ runs, follow, interrupted }) => {
      const ended: RunSummary[] = [];
      const before = new Set(runs.queue().entries.map(({ run }) => run.id));
      runs.continueQueue();
      for (let run = runs.activeRun; run !== null; run = runs.activeRun) {
        const summary = await follow(run);
        ended.push(summary);
        context.screen.write(workedText(summary, path));
      }
      // Students whose teacher failed leave the queue without a trainer.
      const told = new Set(ended.map(({ id }) => id));
      const others = runs.list().filter(({ id, state }) => before.has(id) && state === 'failed');
      return {
        ended: [...ended, ...others.filter(({ id }) => !told.has(id))],
        interrupted: interrupted(),
      };
    },
    'keep place',
  );
}

function workedText(run: RunSummary, path: string): string {
  return run.state === 'done'
    ? doneText(run, path)
    : `Run ${run.id} is ${run.state}: ${run.message ?? ''}\n`;
}

function workedJson(run: RunSummary): unknown {
  return { ...trainJson(run), message: run.message };
}

function workExitCode({ ended, interrupted }: Worked): ExitCode {
  if (interrupted || ended.some(({ state }) => state === 'interrupted'))
    return exitCodes.interrupted;
  return ended.some(({ state }) => state === 'failed') ? exitCodes.badInput : exitCodes.done;
}

function queueJson({ entries }: QueueView): unknown {
  return {
    queue: entries.map(({ run, waitsFor }) => ({
      run: run.id,
      kind: run.kind,
      state: run.state,
      teacher: run.teacherRun,
      waitsFor,
      trials: run.plan.trials,
      trialsDone: run.trialsDone,
    })),
  };
}

function queueText({ entries }: QueueView): string {
  if (entries.length === 0) return 'Nothing waits.\n';
  return `${textTable(
    [
      { title: 'place', align: 'right' },
      { title: 'run', align: 'left' },
      { title: 'state', align: 'left' },
      { title: 'trials', align: 'right' },
      { title: 'waits for', align: 'left' },
    ],
    entries.map(({ run, waitsFor }, index) => [
      String(index + 1),
      run.id,
      run.state,
      `${run.trialsDone} of ${run.plan.trials}`,
      waitsFor ?? '',
    ]),
  )}\n`;
}
