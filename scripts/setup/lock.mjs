import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SetupFailure } from './setup-failure.mjs';

/**
 * Holds a lock of the operating system, which vanishes with the process that holds it, however that
 * ends; a file with a process number in it would stay behind after a kill. Node has no such lock,
 * Python has. The child lives as long as its standard input is open.
 */
const HOLD_LOCK = `
import fcntl, os, sys, time
parent = os.getppid()
lock = open(sys.argv[1], 'a')
told = False
while True:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        break
    except BlockingIOError:
        if os.getppid() != parent:
            sys.exit()
        if not told:
            print('waiting', flush=True)
            told = True
        time.sleep(0.1)
print('held', flush=True)
sys.stdin.read()
`;

/**
 * Waits until no other set-up uses the cache, and keeps others out until `release` is called.
 *
 * @param {string} cache
 * @param {string} python
 * @param {() => void} onWaiting called once when another set-up is at work
 * @returns {Promise<{ release: () => void }>}
 */
export function lockCache(cache, python, onWaiting) {
  mkdirSync(cache, { recursive: true });
  return new Promise((resolve, reject) => {
    const holder = spawn(python, ['-c', HOLD_LOCK, join(cache, 'lock')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const fail = (/** @type {string} */ why) =>
      reject(
        new SetupFailure('the lock', why, `check that ${python} runs and ${cache} is writable`),
      );
    holder.once('error', (problem) => fail(problem.message));
    holder.once('exit', (code) => fail(`its holder ended with ${code}`));
    createInterface({ input: holder.stdout }).on('line', (line) => {
      if (line === 'waiting') onWaiting();
      if (line === 'held') resolve({ release: () => holder.stdin.end() });
    });
  });
}
