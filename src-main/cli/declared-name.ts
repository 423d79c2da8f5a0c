import type { Command } from 'commander';
import type { CommandContext } from './command-context';

/** Adds the option under which name the history lists what is done. */
export function withNameOption(command: Command): Command {
  return command.option(
    '--by <name>',
    'who does this, as the history has it; the name of the system’s user unless told',
  );
}

/** The context under a declared name. */
export function signedBy(context: CommandContext, name: string | undefined): CommandContext {
  const author = name?.trim().slice(0, 200) ?? '';
  return author === '' ? context : { ...context, author };
}
