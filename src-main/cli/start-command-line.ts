import { appVersion } from '../app-version';
import type { ChildLauncher } from '../children/child-channel';
import { readNativeParts } from '../native-parts';
import type { PrintToPdf } from '../reports/print-to-pdf';
import { systemAuthor } from '../settings/system-author';
import { runCommandLine } from './command-line';
import type { ExitCode } from './exit-code';
import { processInterrupts } from './interrupts';

/**
 * Runs one command over this process's terminal: results to standard output, progress and failures to standard error.
 *
 * @param args what stands after the program's name
 * @param bundleFolder folder of the running bundle, `out/main`
 */
export function startCommandLine(
  args: readonly string[],
  bundleFolder: string,
  launcher: ChildLauncher,
  printToPdf: PrintToPdf,
): Promise<ExitCode> {
  const { stdout, stderr } = process;
  // A reader that has seen enough, such as `head`, closes the pipe; that is no error of ours.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  return runCommandLine(args, {
    version: appVersion(bundleFolder),
    author: systemAuthor(),
    launcher,
    parts: readNativeParts,
    printToPdf,
    interrupts: processInterrupts,
    screen: {
      isTerminal: stderr.isTTY,
      columns: stderr.columns,
      write: (text) => stderr.write(text),
      now: () => performance.now(),
    },
    out: (text) => stdout.write(text),
  });
}
