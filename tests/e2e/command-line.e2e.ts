import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkout, nativeParts } from './window';

const folder = mkdtempSync(join(tmpdir(), 'ellipsight-app-cli-'));
const project = join(folder, 'parts.ellipsight');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the app runs a command without a window, with the command line’s output and exit codes', async () => {
  const created = await runInApp(['create', project, '--json']);
  expect(created).toMatchObject({ code: 0 });
  expect(JSON.parse(created.out)).toEqual({ project });

  // Drawn by the decoder, a child of the app.
  const sample = ['--textures', '1', '--ok', '2', '--defective', '1', '--size', '64'];
  const filled = await runInApp(['sample', project, ...sample, '--json']);
  expect(filled.code).toBe(0);
  expect(JSON.parse(filled.out)).toMatchObject({ added: 3 });

  const missing = await runInApp(['info', join(folder, 'nowhere.ellipsight')]);
  expect(missing.code).toBe(3);
  expect(missing.out).toBe('');
  expect(missing.err).toContain('nowhere.ellipsight');
});

test('standard output of the app holds nothing but the result, with the trainer running too', async () => {
  const { code, out } = await runInApp(['doctor', '--json']);

  expect(code).toBe(0);
  expect(JSON.parse(out)).toBeTypeOf('object');
});

test('the command line under Node lets the app print a page as PDF of A4 pages', async () => {
  const source = join(folder, 'page.html');
  const target = join(folder, 'page.pdf');
  writeFileSync(source, '<!doctype html><style>@page { size: A4; }</style><h1>Steel</h1>');

  const printed = spawnSync(
    process.execPath,
    [join(checkout, 'out/main/cli.js'), 'print-page', source, target],
    { encoding: 'utf8' },
  );

  expect([printed.status, printed.stderr]).toEqual([0, '']);
  const pdf = readFileSync(target, 'latin1');
  expect(pdf.slice(0, 5)).toBe('%PDF-');
  // 210 × 297 mm in points of 1/72 inch.
  const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
  expect(Number(width)).toBeCloseTo((210 / 25.4) * 72, 0);
  expect(Number(height)).toBeCloseTo((297 / 25.4) * 72, 0);
});

/** Runs `electron CHECKOUT --cli …`, as `ellipsight --cli …` does in a package. */
function runInApp(
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const forRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(nativeParts().electron.executable, [...forRoot, checkout, '--cli', ...args], {
    env: { ...process.env, ELLIPSIGHT_USER_DATA: join(folder, 'user-data') },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('close', (code) => done({ code, out, err }));
  });
}
