import type { Command } from 'commander';
import type { ChildLauncher } from '../children/child-channel';
import type { NativeParts } from '../native-parts';
import type { PrintToPdf } from '../reports/print-to-pdf';
import type { ExitCode } from './exit-code';
import type { Interrupts } from './interrupts';
import type { ProgressScreen } from './progress-line';

/** What the commands work with; built by the composition root. */
export interface CommandContext {
  readonly version: string;
  /** Name that label events are signed with. */
  readonly author: string;
  readonly launcher: ChildLauncher;
  /** Reads what set-up has written; fails with `missing-part`. */
  readonly parts: () => NativeParts;
  /** Prints with Electron, in this process or in one that it starts. */
  readonly printToPdf: PrintToPdf;
  readonly interrupts: Interrupts;
  readonly screen: ProgressScreen;
  /** Standard output: results alone. */
  readonly out: (text: string) => void;
}

/** One command of the command line: one file in `commands/`. */
export interface CommandEntry {
  /** Place in `--help`. */
  readonly order: number;
  /** Adds the command; its action hands the exit code to `end`. */
  register(program: Command, context: CommandContext, end: (code: ExitCode) => void): void;
}
