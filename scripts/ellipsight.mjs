#!/usr/bin/env node
// `npm run --silent ellipsight -- COMMAND …`: sets up and builds what is missing, then runs the command line.
import process from 'node:process';
import { prepare } from './prepare.mjs';

await prepare();
// npm has changed to the checkout; paths count from where the user stands.
if (process.env.npm_lifecycle_event === 'ellipsight' && process.env.INIT_CWD) {
  process.chdir(process.env.INIT_CWD);
}
await import(new URL('../out/main/cli.js', import.meta.url).href);
