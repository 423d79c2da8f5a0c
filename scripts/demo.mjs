#!/usr/bin/env node
// `npm run demo [-- FOLDER]`: from generated images to a report per texture, each step announced with its time, and
// then the window on the project where there is a display.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { prepare, root } from './prepare.mjs';
import { hasDisplay, openWindow } from './window.mjs';

const cli = join(root, 'out', 'main', 'cli.js');
const { electron } = await prepare();
const started = performance.now();
const project = freshFolder(process.argv[2] ?? 'demo.ellipsight');
const report = join(project, 'report.html');
const shown = (path) => {
  const near = relative(process.cwd(), path);
  return near === '' || near.startsWith('..') ? path : near;
};

say(`The demo makes a project of its own in ${shown(project)}; nothing else is changed.`);
await step('Make an empty project', ['create', project]);
await step('Fill it with generated textures and labelled defects', ['sample', project]);
const teacher = await step('Train a teacher by transfer from ImageNet (preset quick)', [
  'train',
  project,
  '--preset',
  'quick',
]);
const student = await step('Compress it into a student', [
  'compress',
  project,
  '--teacher',
  teacher.run,
]);
await step('Write the report', ['report', project, '--run', student.run, '--out', report]);
say('');
await run(['evaluate', project, '--run', teacher.run], 'inherit');
say('');
await run(['evaluate', project, '--run', student.run], 'inherit');
say('');
say(`Report: ${shown(report)}`);
say(`Done in ${seconds(started)}.`);

if (hasDisplay() && !process.env.CI) {
  say('The window opens on the project; close it to end the demo.');
  process.exitCode = await openWindow(electron.executable, [project]);
} else {
  say(`Where there is a display: npm start -- ${shown(project)}`);
}

/** The folder, or the first of `demo-2.ellipsight`, `demo-3…` that does not exist yet. */
function freshFolder(wanted) {
  const folder = resolve(wanted);
  if (!existsSync(folder)) return folder;
  const stem = folder.replace(/\.ellipsight$/, '');
  for (let number = 2; ; number += 1) {
    const other = `${stem}-${number}.ellipsight`;
    if (!existsSync(other)) return other;
  }
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/** Runs one command, says how long it took, and returns its JSON; ends the demo where it fails. */
async function step(title, commandArguments) {
  const since = performance.now();
  say(`· ${title} …`);
  const text = await run([...commandArguments, '--json'], 'pipe');
  say(`  ${seconds(since)}`);
  return JSON.parse(text);
}

/** @returns what the command wrote to standard output, where it is piped */
function run(commandArguments, output) {
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, [cli, ...commandArguments], {
      stdio: ['ignore', output, 'inherit'],
    });
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (part) => {
      text += part;
    });
    // The command hears an interrupt of the terminal itself, and says how to go on.
    const wait = () => undefined;
    process.on('SIGINT', wait);
    child.once('error', reject);
    child.once('close', (code) => {
      process.off('SIGINT', wait);
      if (code === 0) done(text);
      else {
        process.stderr.write(
          `The demo stopped: "ellipsight ${commandArguments[0]}" ended with ${code}.\n`,
        );
        process.exit(code ?? 1);
      }
    });
  });
}
