import { forkLauncher } from './children/fork-launcher';
import { startCommandLine } from './cli/start-command-line';

// The composition root of the command line under Node: the same services as the window's, over forked children.
// In a package, `ellipsight --cli …` runs the same commands (main.ts).

void startCommandLine(process.argv.slice(2), __dirname, forkLauncher(__dirname)).then((code) => {
  process.exitCode = code;
});
