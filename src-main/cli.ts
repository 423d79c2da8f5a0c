import { forkLauncher } from './children/fork-launcher';
import { runCommandLine } from './cli/command-line';
import { processInterrupts } from './cli/interrupts';
import { readNativeParts } from './native-parts';
import { appVersion } from './app-version';
import { systemAuthor } from './settings/system-author';

// The composition root of the command line: the same services as the window's, over forked children.

const { stdout, stderr } = process;

// A reader that has seen enough, such as `head`, closes the pipe; that is no error of ours.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

void runCommandLine(process.argv.slice(2), {
  version: appVersion(__dirname),
  author: systemAuthor(),
  launcher: forkLauncher(__dirname),
  parts: readNativeParts,
  interrupts: processInterrupts,
  screen: {
    isTerminal: stderr.isTTY,
    columns: stderr.columns,
    write: (text) => stderr.write(text),
    now: () => performance.now(),
  },
  out: (text) => stdout.write(text),
}).then((code) => {
  process.exitCode = code;
});
