// `npm run test:long [PART…]`: what takes too long for `npm test`. Each part prints its figures; at the end all are
// printed together.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import process from 'node:process';

const root = resolve(import.meta.dirname, '..');

/** Each part: what it proves, its tests, and the variables that make them long; `window` where they drive the built app. */
const parts = [
  {
    name: 'kills',
    tests: [
      'tests/main/services/killed-labelling.test.ts',
      'tests/main/services/killed-import.test.ts',
      'tests/main/collection/killed-change.test.ts',
    ],
    variables: { ELLIPSIGHT_KILLS: '100' },
  },
  {
    name: 'gestures',
    tests: ['tests/main/services/many-gestures.test.ts'],
    variables: { ELLIPSIGHT_GESTURES: '1000' },
  },
  {
    name: 'power-cuts',
    tests: ['tests/main/power-cuts/power-cuts.test.ts'],
    variables: { ELLIPSIGHT_POWER_CUTS: '2000' },
  },
  {
    name: 'damage',
    tests: ['tests/main/services/damaged-database.test.ts'],
    variables: { ELLIPSIGHT_DAMAGES: '500' },
  },
  {
    name: 'history',
    tests: ['tests/main/services/edited-history.test.ts'],
    variables: { ELLIPSIGHT_EDITED_EVENTS: '1000' },
  },
  {
    name: 'resumes',
    tests: ['tests/main/trainer/killed-trainer.test.ts'],
    variables: { ELLIPSIGHT_TRAINER_KILLS: '50', ELLIPSIGHT_TRAINER_STEPS: '300' },
  },
  {
    name: 'steps',
    tests: ['tests/main/trainer/steady-memory.test.ts'],
    variables: { ELLIPSIGHT_STEPS: '20000' },
  },
  {
    name: 'looking',
    tests: ['tests/long/looking.long.ts'],
    variables: {},
    window: true,
  },
  {
    name: 'window-kills',
    tests: ['tests/e2e/drawn-and-kept.e2e.ts'],
    variables: { ELLIPSIGHT_WINDOW_KILLS: '60' },
    window: true,
    config: 'vitest.e2e.config.ts',
  },
  {
    name: 'rates',
    tests: ['tests/long/rates.long.ts'],
    variables: {},
    window: true,
  },
  {
    name: 'ten-images',
    tests: ['tests/long/ten-images.long.ts'],
    variables: {},
    window: true,
  },
  {
    name: 'mutants',
    tests: ['tests/main/mutants/mutants.test.ts'],
    variables: { ELLIPSIGHT_MUTANTS: '10000' },
  },
  {
    name: 'decisions',
    tests: ['tests/main/deployment/many-images.test.ts'],
    variables: { ELLIPSIGHT_DECIDED_IMAGES: process.env.ELLIPSIGHT_DECIDED_IMAGES ?? '100000' },
  },
  {
    name: 'networks',
    tests: ['tests/main/deployment/onnx-model.test.ts'],
    variables: { ELLIPSIGHT_WHOLE_NETWORKS: '1' },
  },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no part ${unknown.join(', ')}: ${parts.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

/**
 * Runs one part, showing its output as it comes.
 *
 * @param {(typeof parts)[number]} part
 * @returns {Promise<{ code: number | null, output: string }>}
 */
async function run({ tests, variables, window = false, config = 'vitest.long.config.ts' }) {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--testTimeout=1800000'];
  const [command, args] = window
    ? withDisplay([...vitest, `--config=${config}`, ...tests])
    : [process.execPath, [...vitest, ...tests]];
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...variables, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let output = '';
  for await (const text of child.stdout) {
    process.stdout.write(text);
    output += String(text);
  }
  const [code] = await ended;
  return { code, output };
}

/** Under a display as it is; otherwise inside a virtual one. */
function withDisplay(args) {
  if (process.platform !== 'linux' || process.env.DISPLAY) return [process.execPath, args];
  return ['xvfb-run', ['-a', '-s', '-screen 0 1920x1200x24', process.execPath, ...args]];
}

const figures = [];
let built = false;
for (const part of parts.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  if (part.window === true && !built) {
    const { status } = spawnSync(
      process.execPath,
      ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'],
      { cwd: root, stdio: 'inherit' },
    );
    if (status !== 0) process.exit(status ?? 1);
    built = true;
  }
  const started = Date.now();
  const { code, output } = await run(part);
  const seconds = Math.round((Date.now() - started) / 1000);
  figures.push(`${part.name}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
  // A line of figures ends with the seed that it can be had again with.
  figures.push(...output.split('\n').filter((line) => /\(seed \d+\)$/.test(line)));
  if (code !== 0) process.exitCode = 1;
}
console.log(`\n${figures.join('\n')}`);
