import { Command, CommanderError } from 'commander';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { CommandContext, CommandEntry } from './command-context';
import { exitCodes, failureExitCode, type ExitCode } from './exit-code';

/** Every command: what lies in `commands/` is what there is. */
export const commandEntries: readonly CommandEntry[] = Object.values(
  import.meta.glob<Record<string, CommandEntry>>('./commands/*.command.ts', { eager: true }),
)
  .flatMap((module) => Object.values(module))
  .sort((one, other) => one.order - other.order);

/**
 * Runs one command.
 *
 * @param args What stands after the program's name.
 * @returns the exit code; failures are told on standard error in one sentence, bugs with their stack.
 */
export async function runCommandLine(
  args: readonly string[],
  context: CommandContext,
): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  const program = newProgram(context);
  for (const entry of commandEntries) {
    entry.register(program, context, (ended) => {
      code = ended;
    });
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help and version end with 0; all other errors of commander are of use, and it has told them.
      return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUse;
    }
    if (error instanceof ExpectedFailure) {
      const { message, next, kind } = error.failure;
      context.screen.write(`${next === '' ? message : `${message} ${next}`}\n`);
      return failureExitCode(kind);
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    context.screen.write(`This is a bug of Ellipsight; please report it:\n${text}\n`);
    return exitCodes.bug;
  }
}

function newProgram(context: CommandContext): Command {
  return new Command('ellipsight')
    .description(
      'Mark defects with ellipses, fine-tune a VGG16, compress it into a tiny student, and read the rates per texture.',
    )
    .version(context.version)
    .helpCommand('help [command]', 'show what a command does')
    .showHelpAfterError('(add --help to see how it is used)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.out(text),
      writeErr: (text) => context.screen.write(text),
    })
    .addHelpText(
      'after',
      `
Exit codes: 0 done · 1 bug · 2 wrong use · 3 bad input, nothing changed · 4 project in use ·
            10 "predict --fail-on defective" found one · 130 interrupted, can be resumed

Progress goes to standard error. With --json, standard output holds exactly one JSON object.`,
    );
}
