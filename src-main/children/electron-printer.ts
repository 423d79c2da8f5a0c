import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';

/** Longer than any report takes. */
const patience = 180_000;
const printed = 'report.pdf';

/**
 * Prints a page from the command line under Node, which cannot: the app does, by its own command line. On Linux it
 * needs a display even for a window that is not shown; without one `xvfb-run` gives it one.
 *
 * @param executable Electron's
 * @param app the folder of the app, a checkout
 * @throws ExpectedFailure `missing-part` where there is no display and no xvfb-run, or the app could not print
 */
export async function printWithElectron(
  executable: string,
  app: string,
  page: string,
): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'ellipsight-print-'));
  try {
    const source = join(folder, 'report.html');
    const target = join(folder, printed);
    await writeFile(source, page);
    const forRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const said = await run(
      [...display(), executable, ...forRoot, app, '--cli', 'print-page', source, target],
      { ...process.env, ELLIPSIGHT_USER_DATA: join(folder, 'user-data') },
    );
    return await readFile(target).catch(() => {
      throw new ExpectedFailure(
        'missing-part',
        `The report could not be printed: ${lastLine(said)}`,
        'Write it as .html and print it from a browser.',
      );
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function display(): readonly string[] {
  const has = ['DISPLAY', 'WAYLAND_DISPLAY'].some((name) => (process.env[name] ?? '') !== '');
  return process.platform !== 'linux' || has ? [] : ['xvfb-run', '-a'];
}

/** Runs to the end, whatever becomes of it; gives what was said on standard error. */
function run([program, ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const child = spawn(program ?? '', args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    const late = setTimeout(() => child.kill('SIGKILL'), patience);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4_000);
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(late);
      if (error.code !== 'ENOENT') reject(error);
      reject(
        new ExpectedFailure(
          'missing-part',
          `A PDF is printed by Electron, which needs a display: ${program ?? ''} was not found.`,
          'Install xvfb, or write the report as .html and print it from a browser.',
        ),
      );
    });
    child.once('close', () => {
      clearTimeout(late);
      resolve(said);
    });
  });
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
