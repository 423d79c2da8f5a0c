import { app } from 'electron';
import { utilityLauncher } from '../children/utility-launcher';
import { printPage } from './print-page';

/** What stands behind `--cli`, the command and its own arguments; null where the window is wanted. */
export function commandLineArguments(args: readonly string[]): readonly string[] | null {
  const at = args.indexOf('--cli');
  return at === -1 ? null : args.slice(at + 1);
}

/**
 * Runs one command in this app, without a window: packages switch off running as Node, so this is their command line.
 * Ends the app with the command's exit code.
 */
export async function runCommandInApp(
  args: readonly string[],
  bundleFolder: string,
): Promise<void> {
  // Loaded here, so that the window does not wait for commands that it never runs.
  const { startCommandLine } = await import('../cli/start-command-line');
  await app.whenReady();
  // A window that was printed in is gone before the command ends.
  app.on('window-all-closed', () => undefined);
  const launcher = utilityLauncher(bundleFolder, 'quiet');
  const code = await startCommandLine(args, bundleFolder, launcher, printPage);
  await Promise.all([process.stdout, process.stderr].map(written));
  app.exit(code);
}

/** Waits until what was written has left this process; `app.exit` would cut a pipe off. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((done) => {
    stream.write('', () => done());
  });
}
