import { longestNotes, type RunNotes, type RunStart } from '../../../src-shared/ipc/run-page-views';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { listStarts } from '../../database/run-page-queries';
import { findRun } from '../../database/run-queries';
import { runLog, runNotes, setRunNotes } from '../../services/run-page-service';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { withProject } from '../open-for-command';

interface RunOptions {
  readonly run: string;
  readonly note?: string;
  readonly log?: true;
  readonly json?: true;
}

export const runEntry: CommandEntry = {
  order: 66,
  register(program, context, end) {
    program
      .command('run <project>')
      .description('what a run was made with: plan, starts, notes; --note replaces the notes')
      .requiredOption('--run <run>', 'a teacher or student run')
      .option('--note <text>', 'replace the notes on the run; an empty text removes them')
      .option('--log', 'print its whole log')
      .option('--json', 'print one JSON object')
      .action(async (path: string, { run, note, log, json }: RunOptions) => {
        if (note !== undefined && note.length > longestNotes) {
          throw new ExpectedFailure(
            'wrong-use',
            `The note has ${note.length} characters; ${longestNotes} are the most.`,
            'Shorten it.',
          );
        }
        const shown = await withProject(context, path, async (project) => {
          const notes =
            note === undefined ? runNotes(project, run) : setRunNotes(project, run, note);
          const stored = findRun(project.database, run);
          if (stored === null) throw new Error(`Run ${run} has gone.`);
          return {
            run,
            state: stored.state,
            plan: stored.plan,
            snapshot: stored.snapshotHash,
            starts: listStarts(project.database, stored.seq),
            notes,
            ...(log === true ? { log: runLog(project, run).lines } : {}),
          };
        });
        context.out(json ? `${JSON.stringify(shown)}\n` : runText(shown));
        end(exitCodes.done);
      });
  },
};

function runText(shown: {
  readonly run: string;
  readonly state: string;
  readonly plan: object;
  readonly snapshot: string | null;
  readonly starts: readonly RunStart[];
  readonly notes: RunNotes;
  readonly log?: readonly string[];
}): string {
  const plan = Object.entries(shown.plan).map(
    ([name, value]) => `  ${name}=${Array.isArray(value) ? value.join(',') : String(value)}`,
  );
  const starts = shown.starts.map(
    ({ at, workedSeconds, environment }) =>
      `  ${at}: ${Math.round(workedSeconds)} s on ${environment.device}; Ellipsight ${environment.version}, ${environment.runtime}, ${environment.system}, ${environment.processor}`,
  );
  const { text, who, at } = shown.notes;
  return [
    `${shown.run}: ${shown.state}, data ${shown.snapshot ?? 'not frozen yet'}`,
    'plan',
    ...plan,
    ...(starts.length === 0 ? [] : ['starts', ...starts]),
    ...(text === '' ? [] : [`notes (${who ?? ''}, ${at ?? ''})`, text]),
    ...(shown.log === undefined ? [] : ['log', ...shown.log]),
    '',
  ].join('\n');
}
