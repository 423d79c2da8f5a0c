// `npm test`: sets up, then format, lint, types, build, unit tests, end-to-end tests in the real window.
// Every step is announced; the first that fails ends the run with its exit code.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';

const root = resolve(import.meta.dirname, '..');
const results = join(root, 'test-results');
const bin = (name) => join(root, 'node_modules', '.bin', name);

/** Runs one step with the user's terminal; exits with its code when it fails. */
function step(title, command, args, env = {}) {
  const started = Date.now();
  console.error(`\n── ${title}`);
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  if (done.error) throw done.error;
  const failed = done.status !== 0;
  console.error(`── ${title}: ${failed ? `failed (exit ${done.status})` : 'ok'}, ${seconds} s`);
  if (failed) {
    printTotals();
    process.exit(done.status ?? 1);
  }
}

/** Runs steps that do not need each other side by side; what each said is shown when it ends. Exits as {@link step}. */
async function sideBySide(steps) {
  const codes = await Promise.all(
    steps.map(async ([title, command, args]) => {
      const started = Date.now();
      const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text) => {
          said += text;
        });
      }
      const [code] = await once(child, 'close');
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      const end = code === 0 ? 'ok' : `failed (exit ${code})`;
      console.error(`\n── ${title}\n${said}── ${title}: ${end}, ${seconds} s`);
      return code ?? 1;
    }),
  );
  const failed = codes.find((code) => code !== 0);
  if (failed === undefined) return;
  printTotals();
  process.exit(failed);
}

/** One plain closing line over all vitest runs, read back from their own result files. */
function printTotals() {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  for (const file of ['unit.json', 'e2e.json']) {
    const path = join(results, file);
    if (!existsSync(path)) continue;
    const report = JSON.parse(readFileSync(path, 'utf8'));
    totals.passed += report.numPassedTests;
    totals.failed += report.numFailedTests;
    totals.skipped += report.numPendingTests + report.numTodoTests;
  }
  console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
}

/** Under a display as it is; otherwise inside a virtual one. */
function withDisplay(command, args) {
  if (process.platform !== 'linux' || process.env.DISPLAY) return [command, args];
  return ['xvfb-run', ['-a', '-s', '-screen 0 1920x1200x24', command, ...args]];
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

step('set-up', process.execPath, ['scripts/setup.mjs']);
await sideBySide([
  ['format', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
  ['lint', bin('eslint'), ['.', '--max-warnings', '0']],
  ['types', bin('vue-tsc'), ['-b']],
]);
step('build', bin('electron-vite'), ['build', '--logLevel', 'warn']);
step('unit tests', bin('vitest'), [
  'run',
  '--reporter=default',
  '--reporter=json',
  '--outputFile.json=test-results/unit.json',
]);
step(
  'end-to-end tests',
  ...withDisplay(bin('vitest'), [
    'run',
    '--config=vitest.e2e.config.ts',
    '--reporter=default',
    '--reporter=json',
    '--outputFile.json=test-results/e2e.json',
  ]),
);
printTotals();
