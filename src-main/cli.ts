import { join } from 'node:path';
import { printWithElectron } from './children/electron-printer';
import { forkLauncher } from './children/fork-launcher';
import { startCommandLine } from './cli/start-command-line';
import { readNativeParts } from './native-parts';

// The composition root of the command line under Node: the same services as the window's, over forked children.
// In a package, `ellipsight --cli …` runs the same commands (main.ts).

// The bundle lies in out/main of a checkout.
const printToPdf = (page: string): Promise<Buffer> =>
  printWithElectron(readNativeParts().electron.executable, join(__dirname, '../..'), page);

void startCommandLine(process.argv.slice(2), __dirname, forkLauncher(__dirname), printToPdf).then(
  (code) => {
    process.exitCode = code;
  },
);
