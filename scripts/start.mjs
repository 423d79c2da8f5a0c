#!/usr/bin/env node
// `npm start [-- PROJECT]`: opens the window, on a project where one is named.
import { prepare } from './prepare.mjs';
import { hasDisplay, openWindow } from './window.mjs';

const { electron } = await prepare();
if (hasDisplay()) {
  process.exitCode = await openWindow(electron.executable, process.argv.slice(2));
} else {
  process.stderr.write(
    'There is no display to open a window on; the command line works without one: npm run ellipsight -- --help\n',
  );
  process.exitCode = 2;
}
