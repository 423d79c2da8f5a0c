import { spawn } from 'node:child_process';

/**
 * @typedef {object} Outcome
 * @property {number | null} code exit code; null when a signal ended it or it could not be started
 * @property {string} stdout
 * @property {string} stderr
 * @property {boolean} found false when there is no such program
 */

/**
 * Runs a program to its end. A failure is an outcome, not an exception: callers know what it means.
 *
 * Its standard input stays open as a pipe until it ends, so that a child which watches it notices
 * that the set-up was killed.
 *
 * @param {string} program
 * @param {readonly string[]} programArguments
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, onLine?: (line: string) => void, show?: boolean }} [options]
 *   `onLine` gets each line of standard output; `show` lets it write to the user's terminal (stderr).
 * @returns {Promise<Outcome>}
 */
export function runProgram(program, programArguments, options = {}) {
  const { env = process.env, cwd, onLine, show = false } = options;
  return new Promise((resolve) => {
    const child = spawn(program, programArguments, {
      env,
      cwd,
      stdio: show ? ['pipe', 2, 2] : ['pipe', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    let unfinishedLine = '';
    child.stdout?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      stdout += text;
      if (onLine === undefined) return;
      const lines = (unfinishedLine + text).split('\n');
      unfinishedLine = lines.pop() ?? '';
      lines.forEach(onLine);
    });
    child.stderr?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      stderr += text;
    });
    child.once('error', (problem) => {
      const found = !('code' in problem && problem.code === 'ENOENT');
      resolve({ code: null, stdout, stderr: stderr + problem.message, found });
    });
    child.once('close', (code) => resolve({ code, stdout, stderr, found: true }));
  });
}

/**
 * The last lines of a program's messages, joined: what a person needs to see of a compiler's output.
 *
 * @param {string} text
 * @param {number} [count]
 */
export function lastLines(text, count = 5) {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-count).join(' | ');
}
